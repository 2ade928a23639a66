import { asObject, isAbsent, isAnnotation, type JsonObject } from "../../law/json/json-object";
import { unknownKeys, unknownWord, wrongShape } from "../../law/json/not-understood";
import { readTexts, wordIn } from "../../law/json/text-list";
import type { NotUnderstood } from "../../law/model/truth";

/** An object of Graph, read field by field. A field that isn't understood adds a note and is read as missing. */
export class Fields {
  readonly json: JsonObject;
  readonly notes: NotUnderstood[] = [];
  readonly #path: string;

  /** @param known all keys that the object may have, if another key may change what they mean */
  constructor(value: unknown, path: string, known?: readonly string[]) {
    const object = asObject(value);
    this.json = object ?? {};
    this.#path = path;
    if (object === undefined) this.notes.push(wrongShape(path, value, "an object"));
    else if (known !== undefined) this.notes.push(...unknownKeys(object, known, path));
  }

  /** The path of a field. */
  at(key: string): string {
    return [this.#path, key].filter((step) => step !== "").join(".");
  }

  note(key: string, why: string): void {
    this.notes.push({ field: this.at(key), why });
  }

  has(key: string): boolean {
    return !isAbsent(this.json[key]);
  }

  /** Notes a missing field that the object can't do without. */
  needs(key: string, due: string): void {
    if (!this.has(key)) this.notes.push(wrongShape(this.at(key), this.json[key], due));
  }

  text(key: string): string | undefined {
    const value = this.json[key];
    if (typeof value === "string") return value;
    if (!isAbsent(value)) this.notes.push(wrongShape(this.at(key), value, "text"));
    return undefined;
  }

  flag(key: string): boolean | undefined {
    const value = this.json[key];
    if (typeof value === "boolean") return value;
    if (!isAbsent(value)) this.notes.push(wrongShape(this.at(key), value, "true or false"));
    return undefined;
  }

  texts(key: string): readonly string[] {
    const { texts, notUnderstood } = readTexts(this.json[key], this.at(key));
    this.notes.push(...notUnderstood);
    return texts;
  }

  word<Word extends string>(key: string, kind: string, known: readonly Word[]): Word | undefined {
    const text = this.text(key);
    return text === undefined ? undefined : this.meant(key, [text], kind, (word) => wordIn(known, word))[0];
  }

  /** What the texts under a key mean. Notes each text without a meaning as not a known word of its kind. */
  meant<Meaning>(
    key: string,
    texts: readonly string[],
    kind: string,
    read: (text: string) => Meaning | undefined,
  ): readonly Meaning[] {
    return texts.flatMap((text) => {
      const meaning = read(text);
      if (meaning === undefined) this.notes.push(unknownWord(this.at(key), text, kind));
      return meaning ?? [];
    });
  }
}

/** The keys of an object that differ from known ones only in letter case. Graph doesn't write them. */
export const inOtherCase = (object: JsonObject, known: readonly string[], path = ""): readonly NotUnderstood[] =>
  Object.keys(object).flatMap((key) => {
    if (known.includes(key) || isAnnotation(key)) return [];
    const spelling = known.find((one) => one.toLowerCase() === key.toLowerCase());
    const why = `Graph spells it \`${spelling}\`, so its meaning isn't known`;
    return spelling === undefined ? [] : [{ field: path === "" ? key : `${path}.${key}`, why }];
  });
