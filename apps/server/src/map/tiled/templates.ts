// Object templates (.tx, .tj): an object of a map may name one and then says only what differs from it. Each file is
// read once.
import { dirname, resolve } from "node:path";
import { MapError } from "../mapError.ts";
import { Fields } from "./fields.ts";
import type { MapFiles } from "./mapFiles.ts";
import { parseDocument } from "./readDocument.ts";

const MAX_TEMPLATES = 1024;
const MAX_TEMPLATE_BYTES = 1024 * 1024;
const MAX_PROPERTIES = 256;

type RawObject = Readonly<Record<string, unknown>>;

export class Templates {
  readonly #mapPath: string;
  readonly #files: MapFiles;
  readonly #read = new Map<string, Promise<RawObject>>();

  constructor(mapPath: string, files: MapFiles) {
    this.#mapPath = mapPath;
    this.#files = files;
  }

  /**
   * The object with all that its template says and it does not, properties one by one. An object without a template is
   * returned as it is.
   * @throws MapError if the template cannot be read, lies outside the map root, or is none
   */
  async resolve(object: Fields): Promise<Fields> {
    if (!object.has("template")) return object;
    const path = resolve(dirname(this.#mapPath), object.text("template"));
    let template = this.#read.get(path);
    if (template === undefined) {
      if (this.#read.size === MAX_TEMPLATES)
        throw new MapError(
          `${object.where}: names template number ${MAX_TEMPLATES + 1}, expected at most ${MAX_TEMPLATES}`,
        );
      template = this.#load(path);
      this.#read.set(path, template);
    }
    const ofTemplate = await template;
    const properties = [
      ...new Fields(ofTemplate, path).list("properties", MAX_PROPERTIES),
      // Later entries win, so what the object says itself stands behind.
      ...object.list("properties", MAX_PROPERTIES),
    ];
    return object.over({ ...ofTemplate, properties });
  }

  async #load(path: string): Promise<RawObject> {
    const role = `the object template that ${this.#mapPath} names`;
    const bytes = await this.#files.read(path, role, MAX_TEMPLATE_BYTES);
    const document = new Fields(parseDocument(bytes, path, "template", role), path);
    const object = document.raw("object");
    // Checked to be an object, and kept as what later reads begin from.
    new Fields(object, `${path}: object`);
    return object as RawObject;
  }
}
