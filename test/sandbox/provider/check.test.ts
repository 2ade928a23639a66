import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { lookUps } from "../../../sandbox/provider/plugin/look-ups";
import { resourceTypes } from "../../../sandbox/provider/plugin/resources";
import { packageSchema } from "../../../sandbox/provider/plugin/schema";
import { type Fields, isFields, UNKNOWN } from "../../../sandbox/provider/plugin/values";
import { pluginUnderTest } from "./plugin-under-test";
import { TYPE } from "./recorded-program";
import { refused } from "./recordings";
import { tried, triedLookUps } from "./refused-inputs";

describe("the stand-in in a preview", () => {
  const plugin = pluginUnderTest();

  it("is tested with every recorded input", () => {
    const all = [...Object.keys(tried), ...Object.keys(triedLookUps)].sort();
    assert.deepEqual(all, refused.map(({ input }) => input).sort());
  });

  for (const { input, refused: isRefused, message } of refused)
    it(`${isRefused ? "refuses" : "accepts"} as recorded: ${input}`, async () => {
      const { token, objectId } = triedLookUps[input] ?? {};
      if (token !== undefined && objectId !== undefined)
        return assert.rejects(plugin.invoke(token, { objectId }), /invoking \S+:get(User|Group): 1 error occurred/);
      const { type, inputs } = tried[input] ?? assert.fail(`${input} is not tried`);
      const { failures } = await plugin.check(type, inputs);
      assert.equal(failures.length > 0, isRefused, failures.join("\n"));
      if (isRefused) assert.equal(failures[0]?.slice(0, message.length), message);
      else await plugin.create(type, inputs, true);
    });

  it("accepts values that aren't known yet, in any place", async () => {
    const inputs = {
      displayName: UNKNOWN,
      state: UNKNOWN,
      conditions: { clientAppTypes: [UNKNOWN], users: UNKNOWN, applications: { includedApplications: UNKNOWN } },
      grantControls: { operator: UNKNOWN, builtInControls: UNKNOWN, authenticationStrengthPolicyId: UNKNOWN },
    };
    assert.deepEqual((await plugin.check(TYPE.policy, inputs)).failures, []);
    const member = { groupObjectId: UNKNOWN, memberObjectId: UNKNOWN };
    assert.deepEqual((await plugin.check(TYPE.member, member)).failures, []);
  });

  it("refuses arguments that only the official plugin can set, and says so", async () => {
    const { failures } = await plugin.check(TYPE.group, { displayName: "x", securityEnabled: true, theme: "Teal" });
    assert.equal(failures.length, 1);
    assert.match(failures[0] ?? "", /stand-in .* can't set "theme"; use the official plugin: npm start -- --official/);
  });

  it("refuses a look-up by another property than the object id, and says so", async () => {
    const words = /looks up by the object id alone; use the official plugin: npm start -- --official/;
    await assert.rejects(plugin.invoke("azuread:index/getUser:getUser", { mail: "x" }), words);
    await assert.rejects(plugin.invoke("azuread:index/getGroup:getGroup", { displayName: "x" }), words);
  });

  it("says how to get the official plugin for a type or function that it doesn't know", async () => {
    const words = /doesn't know .*npm start -- --official.*AZUREAD_PLUGIN=/;
    await assert.rejects(plugin.check("azuread:index/application:Application", {}), words);
    await assert.rejects(plugin.invoke("azuread:index/getApplication:getApplication", {}), words);
  });
});

const SDK = join(__dirname, "../../../node_modules/@pulumi/azuread");
const schema = packageSchema(resourceTypes.values(), lookUps.values());

/** The names of an interface's properties in the SDK's own declarations; a `?` stays with the name. */
function declared(file: string, name: string): string[] {
  const text = readFileSync(join(SDK, `${file}.d.ts`), "utf8").replaceAll(/\/\*\*[\s\S]*?\*\//g, "");
  const body = new RegExp(`export interface ${name} \\{([\\s\\S]*?)\\n\\}`).exec(text)?.[1] ?? "";
  return [...body.matchAll(/^ {4}(?:readonly )?(\w+\??):/gm)].map(([, property = ""]) => property).sort();
}

const at = (fields: Fields, ...path: string[]): Fields =>
  path.reduce<Fields>((inner, name) => {
    const found = inner[name];
    return isFields(found) ? found : assert.fail(`no ${path.join(".")} in the schema`);
  }, fields);

const bare = (names: readonly string[]): string[] => names.map((name) => name.replace("?", ""));

describe("the stand-in's schema", () => {
  for (const token of resourceTypes.keys()) {
    const name = token.split(":").at(-1) ?? "";
    const file = name.charAt(0).toLowerCase() + name.slice(1);

    it(`has the SDK's ${name}, except for arguments that it doesn't support`, () => {
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

    it(`has the SDK's arguments and results of ${name}`, () => {
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
