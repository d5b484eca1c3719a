// An emote as the bubble over a player's head shows it.
import { useEffect, useRef } from "react";
import { BUBBLE_HEIGHT, BUBBLE_WIDTH, drawBubble } from "../../render/art/bubbleArt.ts";

export function EmotePicture({ emote }: { readonly emote: number }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (context === null || context === undefined) return;
    context.clearRect(0, 0, BUBBLE_WIDTH, BUBBLE_HEIGHT);
    drawBubble(context, emote, 0, 0);
  }, [emote]);
  return (
    <span className="emote-picture" aria-hidden="true">
      <canvas ref={canvas} width={BUBBLE_WIDTH} height={BUBBLE_HEIGHT} />
    </span>
  );
}
