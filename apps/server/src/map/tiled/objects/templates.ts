// Object templates (.tx, .tj). An object may refer to a template and then has only the fields that differ from it. Each
// template file is read once.
import { dirname, resolve } from "node:path";
import { MapError } from "../../mapError.ts";
import { Fields } from "../fields.ts";
import type { MapFiles } from "../mapFiles.ts";
import { MAX_PROPERTIES } from "../properties.ts";
import { parseDocument } from "../readDocument.ts";

const MAX_TEMPLATES = 1024;
const MAX_TEMPLATE_BYTES = 1024 * 1024;

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
   * Returns the object with its template's fields filled in, and properties merged one by one. An object without a
   * template is returned unchanged.
   * @throws MapError if the template cannot be read, lies outside the map root or is not a template
   */
  async resolve(object: Fields): Promise<Fields> {
    if (!object.has("template")) return object;
    const path = resolve(dirname(this.#mapPath), object.text("template"));
    let template = this.#read.get(path);
    if (template === undefined) {
      if (this.#read.size === MAX_TEMPLATES)
        throw new MapError(
          `${object.where}: refers to template number ${MAX_TEMPLATES + 1}, expected at most ${MAX_TEMPLATES}`,
        );
      template = this.#load(path);
      this.#read.set(path, template);
    }
    const ofTemplate = await template;
    const properties = [
      ...new Fields(ofTemplate, path).list("properties", MAX_PROPERTIES),
      // Later entries win, so the object's own properties come last.
      ...object.list("properties", MAX_PROPERTIES),
    ];
    return object.over({ ...ofTemplate, properties });
  }

  async #load(path: string): Promise<RawObject> {
    const role = `the object template that ${this.#mapPath} refers to`;
    const bytes = await this.#files.read(path, role, MAX_TEMPLATE_BYTES);
    const document = new Fields(parseDocument(bytes, path, "template", role), path);
    const object = document.raw("object");
    // Only checked to be an object; its fields are checked when an object of the map uses it.
    new Fields(object, `${path}: object`);
    return object as RawObject;
  }
}
