import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { lookUps } from "../../../sandbox/provider/plugin/look-ups";
import { resourceTypes } from "../../../sandbox/provider/plugin/resources";
import { packageSchema } from "../../../sandbox/provider/plugin/schema";
import { type Fields, isFields } from "../../../sandbox/provider/plugin/values";

const SDK = join(__dirname, "../../../node_modules/@pulumi/azuread");
const schema = packageSchema(resourceTypes.values(), lookUps.values());

/** The names of an interface's properties in the SDK's own declarations; a `?` stays with the name. */
function declared(file: string, name: string): string[] {
  const text = readFileSync(join(SDK, `${file}.d.ts`), "utf8").replaceAll(/\/\*\*[\s\S]*?\*\//g, "");
  const body = new RegExp(`export interface ${name} \\{([\\s\\S]*?)\\n\\}`).exec(text)?.[1] ?? "";
  return [...body.matchAll(/^ {4}(?:readonly )?(\w+\??):/gm)].map(([, property = ""]) => property).sort();
}

const at = (fields: Fields, ...path: string[]): Fields => {
  const found = path.reduce<unknown>(
    (inner, name) => (isFields(inner as Fields) ? (inner as Fields)[name] : undefined),
    fields,
  );
  return isFields(found as Fields) ? (found as Fields) : assert.fail(`no ${path.join(".")} in the schema`);
};

const bare = (names: readonly string[]): string[] => names.map((name) => name.replace("?", ""));

describe("the stand-in's schema", () => {
  for (const token of resourceTypes.keys()) {
    const name = token.split(":").at(-1) ?? "";
    const file = name.charAt(0).toLowerCase() + name.slice(1);

    it(`has ${name} as the SDK has it, but for arguments that it doesn't take`, () => {
      const described = at(schema, "resources", token);
      assert.deepEqual(Object.keys(at(described, "properties")).sort(), bare(declared(file, `${name}State`)));
      const args = declared(file, `${name}Args`);
      const required = args.filter((arg) => !arg.endsWith("?"));
      assert.deepEqual((described["requiredInputs"] as string[]).toSorted(), required);
      for (const input of Object.keys(at(described, "inputProperties"))) assert.ok(bare(args).includes(input), input);
    });
  }

  for (const token of lookUps.keys()) {
    const name = token.split(":").at(-1) ?? "";
    const pascal = name.charAt(0).toUpperCase() + name.slice(1);

    it(`gives ${name} the arguments and results that the SDK gives it`, () => {
      const args = Object.keys(at(schema, "functions", token, "inputs", "properties")).sort();
      assert.deepEqual(args, bare(declared(name, `${pascal}Args`)));
      const results = Object.keys(at(schema, "functions", token, "outputs", "properties")).sort();
      assert.deepEqual(results, bare(declared(name, `${pascal}Result`)));
    });
  }

  it("refers to no type that it doesn't describe", () => {
    const references = [...JSON.stringify(schema).matchAll(/"#\/types\/([^"]+)"/g)].map(([, token = ""]) => token);
    const types = Object.keys(at(schema, "types"));
    assert.deepEqual([...new Set(references)].sort(), types.sort());
  });
});
