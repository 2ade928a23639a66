import assert from "node:assert/strict";
import type { JsonObject } from "../../../src/law/json/json-object";
import { gatherAll, gatherOne } from "../../../src/tenant/exports/gathering";
import { readTenant } from "../../../src/tenant/graph/tenant";
import { prove } from "../../../src/verifier/prove";
import { isLong } from "../../times";
import { FACTS } from "./safe-facts";
import { CONTEXTS, type Files, GRAPH_SHAPES, type Marking, METADATA, type Shape, STACK_SHAPES } from "./shapes";

/*
 * Facts that make a tenant safe, each in every shape that people have. Wherever a text is that the fact rests on, it is left out, cut or
 * misspelt, as are the keys that lead there, and each list is marked as a part: nothing is proved then.
 */

/** The verdict of what is read of the files, and what is said of their gaps. */
function readFrom(files: Files, isVouchedFor = true): { readonly kind: string; readonly said: string } {
  const [[name = "", json] = []] = files;
  const { file, problems, leftOut } =
    name === "" ? gatherOne(json) : gatherAll(files.map(([one, content]) => ({ name: one, json: content })));
  if (problems.length > 0) return { kind: "refused", said: JSON.stringify(problems) };
  const source = isVouchedFor && name !== "" ? { source: { whole: Object.keys(file as JsonObject) } } : {};
  const read = readTenant({ ...(file as JsonObject), ...source }, "take");
  if (!read.ok) return { kind: "refused", said: JSON.stringify([read.errors, leftOut]) };
  return { kind: prove(read.tenant).kind, said: JSON.stringify([read.tenant.partlyKnown ?? [], leftOut]) };
}

/** Each sign of Graph's that a list is a part. */
const MARKS: Readonly<Record<string, Marking>> = {
  "a next page": () => ({ "@odata.nextLink": "x" }),
  "a next page, of older metadata": () => ({ "odata.nextLink": "x" }),
  "a next page, as the page's own list has it": () => ({ "value@odata.nextLink": "x" }),
  "a link to changes": () => ({ "@odata.deltaLink": "x" }),
  "a count above what is here": (_list, items) => ({ "@odata.count": items.length + 1 }),
  "a context with a cast": (list) => ({ "@odata.context": `${METADATA}${CONTEXTS[list]}/microsoft.graph.thing` }),
};

/** The inputs of a program. The outputs, which the provider has read, are also there. */
const NEVER_READ = /deployment\S*\.inputs\b/;

type Path = readonly (string | number)[];

/** The paths to the texts that a fact rests on. */
function pathsTo(value: unknown, isOne: (text: string, path: Path) => boolean, path: Path = []): readonly Path[] {
  if (typeof value === "string") return isOne(value, path) ? [path] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    pathsTo(inner, isOne, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

/** The value with another one at the end of the path; `undefined` takes it out. */
function changed(value: unknown, [step, ...rest]: Path, change: (value: unknown) => unknown): unknown {
  if (step === undefined) return change(value);
  if (Array.isArray(value)) {
    const at = value.map((one: unknown, index) => (index === step ? changed(one, rest, change) : one));
    return at.filter((one) => one !== undefined);
  }
  const object = value as JsonObject;
  return { ...object, [step]: changed(object[step], rest, change) };
}

/** Changes of a text that a fact rests on. */
const LOSSES: Readonly<Record<string, (text: string) => unknown>> = {
  "left out": () => undefined,
  nothing: () => null,
  cut: (text) => text.slice(0, -2),
  misspelt: (text) => text.replace(/.$/, (last) => (last === "7" ? "6" : "7")),
  "a number": () => 1,
};

/** A value with other keys, but for those that aren't Graph's. */
function renamed(value: unknown, rename: (key: string) => string): unknown {
  if (Array.isArray(value)) return value.map((one) => renamed(one, rename));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [
    /^(Addi|conditional_)/.test(key) ? key : rename(key),
    renamed(inner, rename),
  ]);
  return Object.fromEntries(entries);
}

/** A document with one thing changed, and what that is. */
type Variant = readonly [how: string, json: unknown];

function variantsAt(json: unknown, path: Path, isAlone: boolean): readonly Variant[] {
  const at = path.join(".");
  const around = path.slice(1).map((_, index) => path.slice(0, index + 1));
  const lastKey = path.findLastIndex((step) => typeof step === "string");
  const renames = [(key: string) => `${key.slice(0, -1)}x`, ...(isAlone ? [(key: string) => key.toUpperCase()] : [])];
  return [
    ...Object.entries(LOSSES).map(
      ([how, change]): Variant => [`${at} is ${how}`, changed(json, path, (text) => change(String(text)))],
    ),
    ...around.map((one): Variant => [`${one.join(".")} is left out`, changed(json, one, () => undefined)]),
    ...renames.map((rename): Variant => {
      const inObject = (object: unknown) => renamed(object, (key) => (key === path[lastKey] ? rename(key) : key));
      return [`the key of ${at} is ${rename(at)}`, changed(json, path.slice(0, lastKey), inObject)];
    }),
  ];
}

const inShapes = (fact: string, shapes: Readonly<Record<string, Shape>>) =>
  Object.entries(shapes).map(([shape, files], number) => ({ files, number, title: `${fact}, in ${shape}` }));

/** Of the changes every sixth is tried, in each shape other ones; all of them in a long run. */
const EVERY = isLong ? 1 : 6;

describe("a fact that makes a tenant safe", () => {
  for (const [fact, { safe, unsafe, texts, isSafer = () => false, isInStacks }] of Object.entries(FACTS)) {
    for (const { files, number, title } of inShapes(fact, { ...GRAPH_SHAPES, ...(isInStacks && STACK_SHAPES) })) {
      it(`proves it where the files have it: ${title}`, () => assert.equal(readFrom(files(safe)).kind, "proved"));

      it(`proves nothing where something of it is left out, cut or misspelt: ${title}`, () => {
        const all = files(safe);
        const believed: string[] = [];
        const tried = new Set<string>();
        for (const [index, [name, json]] of all.entries())
          for (const path of pathsTo(json, (text) => texts.includes(text)))
            for (const [how, variant] of variantsAt(json, path, name === "")) {
              const place = `${name}: ${how}`;
              if (isSafer(place) || NEVER_READ.test(place) || tried.has(place)) continue;
              tried.add(place);
              if ((tried.size + number) % EVERY !== 0) continue;
              if (readFrom(all.with(index, [name, variant])).kind === "proved") believed.push(place);
            }
        assert.deepEqual(believed, []);
        assert.ok(tried.size > 20, String(tried.size));
      });
    }

    for (const { files, number, title } of inShapes(fact, GRAPH_SHAPES)) {
      const exports = files(safe).filter(([name]) => name !== "");
      it(`proves it with keys of exports in any letter case, and nothing if one is there in two: ${title}`, () => {
        for (const rest of exports.length > 0 ? [0, 1, 2] : []) {
          const rename = (key: string) => (key.length % 3 === rest ? key.toUpperCase() : key.toLowerCase());
          assert.equal(readFrom(exports.map(([name, json]) => [name, renamed(json, rename)])).kind, "proved");
        }
        for (const [index, [name, json]] of exports.entries()) {
          const paths = pathsTo(json, (text) => texts.includes(text));
          for (const path of paths.filter((_, at) => (at + number) % EVERY === 0)) {
            const key = String(path.findLast((step) => typeof step === "string"));
            const twice = (object: unknown) => ({ ...(object as JsonObject), [key.toUpperCase()]: "x" });
            const variant = changed(json, path.slice(0, path.lastIndexOf(key)), twice);
            const { kind, said } = readFrom(exports.with(index, [name, variant]));
            assert.ok(kind !== "proved" && said.includes("in two spellings"), `${path.join(".")}: ${said}`);
          }
        }
      });

      for (const [how, lists] of Object.entries(unsafe))
        it(`proves nothing where ${how}: ${title}`, () => assert.notEqual(readFrom(files(lists)).kind, "proved"));

      it(`proves nothing of a list that is marked as a part, and names it and its file: ${title}`, () => {
        const lists = Object.keys(safe);
        const marks = Object.entries(MARKS).flatMap((mark) => lists.map((list) => [list, ...mark] as const));
        for (const [list, sign, mark] of marks.filter((_, at) => isLong || (at + number) % 3 === 0)) {
          const marked = files(safe, (key, items) => (key === list ? mark(key, items) : {}));
          const { kind, said } = readFrom(marked);
          assert.notEqual(kind, "proved", `${list} with ${sign}`);
          if (kind === "refused") continue;
          assert.ok(said.includes(`"field":"${list}"`), `${list} with ${sign}: ${said}`);
          if (marked.length > 1) assert.ok(said.includes(`${list}.json`), `${list} with ${sign}: ${said}`);
        }
      });
    }
  }

  for (const fact of [
    "everybody is a member of the group that the policy is about",
    "nobody is in the group that the policy excludes",
  ])
    for (const shape of ["a page for each list", "an object in each file", "objects of the PowerShell SDK"])
      it(`proves nothing without --whole: ${fact}, in ${shape}`, () => {
        const files = GRAPH_SHAPES[shape]?.(FACTS[fact]?.safe ?? {}) ?? [];
        assert.notEqual(readFrom(files, false).kind, "proved");
      });
});
