import { Gait } from "@doubloon/shared/movement";
import { TILE_SUB } from "@doubloon/shared/space";
import { describe, expect, it } from "vitest";
import { textGround } from "../testing/textGround.ts";
import { Steering } from "./steering.ts";

const rest = { heading: undefined, steering: undefined };
const standing = (at: { readonly x: number; readonly y: number }) => ({
  ...at,
  heading: 0,
  gait: Gait.stopped,
  pose: 0,
  idle: true,
});
const walking = (at: { readonly x: number; readonly y: number }) => ({
  ...standing(at),
  gait: Gait.walking,
  pose: undefined,
  idle: false,
});

describe("Steering", () => {
  const ground = textGround("A........", ".####....", "...#.....", "...#..B..", ".........");
  const a = ground.at("A");
  const b = ground.at("B");

  it("follows the keys and stops when they are released", () => {
    const steering = new Steering(ground);
    expect(steering.next(rest, standing(a))).toBeUndefined();
    expect(steering.next({ ...rest, heading: 8 }, standing(a))).toEqual({ kind: "heading", heading: 8 });
    expect(steering.next(rest, walking(a))).toEqual({ kind: "stop" });
    expect(steering.next(rest, walking(a))).toBeUndefined();
  });

  it("steers toward a held pointer, ignores small turns, and stops on top of it", () => {
    const steering = new Steering(ground);
    const toward = (dx: number, dy: number) => ({ ...rest, steering: { x: b.x + dx, y: b.y + dy } });
    expect(steering.next(toward(1000, 0), standing(b))).toEqual({ kind: "heading", heading: 0 });
    expect(steering.next(toward(1000, 90), walking(b))).toEqual({ kind: "heading", heading: 0 });
    expect(steering.next(toward(1000, 1000), walking(b))).toEqual({ kind: "heading", heading: 8 });
    expect(steering.next(toward(20, 20), walking(b))).toEqual({ kind: "stop" });
  });

  it("walks to a tapped point leg by leg", () => {
    const steering = new Steering(ground);
    expect(steering.walkTo(b, standing(a))).toBe(true);
    expect(steering.destination).toEqual(b);
    let at = a;
    for (let leg = 0; leg < 10 && steering.destination !== undefined; leg++) {
      const intent = steering.next(rest, leg === 0 ? standing(at) : walking(at));
      if (intent?.kind === "point") at = { x: intent.x, y: intent.y };
    }
    expect(at).toEqual(b);
    expect(steering.destination).toBeUndefined();
    expect(steering.next(rest, standing(b))).toBeUndefined();
  });

  it("H1 what is held when the player begins to act steers no more until it changes, and the walk is cancelled", () => {
    const steering = new Steering(ground);
    const east = { ...rest, heading: 0 };
    steering.walkTo(b, standing(a));
    steering.next(rest, standing(a));
    steering.stand(rest);
    expect(steering.destination).toBeUndefined();
    expect(steering.next(rest, standing(a))).toBeUndefined();
    expect(steering.next(east, standing(a))).toEqual({ kind: "heading", heading: 0 });
    steering.stand(east);
    for (let i = 0; i < 5; i++) expect(steering.next(east, standing(a))).toBeUndefined();
    expect(steering.next({ ...rest, heading: 8 }, standing(a))).toEqual({ kind: "heading", heading: 8 });
    steering.stand(east);
    expect(steering.next(rest, standing(a))).toBeUndefined();
    expect(steering.next(east, standing(a))).toEqual({ kind: "heading", heading: 0 });
    const pointed = { ...rest, steering: { x: a.x + 1000, y: a.y } };
    steering.stand(pointed);
    expect(steering.next({ ...rest, steering: { x: a.x, y: a.y + 1000 } }, standing(a))).toBeUndefined();
    expect(steering.next(rest, standing(a))).toBeUndefined();
    expect(steering.next(pointed, standing(a))).toEqual({ kind: "heading", heading: 0 });
  });

  it("cancels the walk when a key is pressed", () => {
    const steering = new Steering(ground);
    steering.walkTo(b, standing(a));
    steering.next({ ...rest, heading: 0 }, standing(a));
    expect(steering.destination).toBeUndefined();
  });

  it("plans again when a wall stops the walk, a few times only", () => {
    const steering = new Steering(ground);
    steering.walkTo(b, standing(a));
    steering.next(rest, standing(a));
    const stuck = standing({ x: a.x + TILE_SUB, y: a.y });
    for (let i = 0; i < 3; i++) expect(steering.next(rest, stuck)?.kind).toBe("point");
    expect(steering.next(rest, stuck)).toBeUndefined();
    expect(steering.destination).toBeUndefined();
  });
});
