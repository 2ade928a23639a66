import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildPackages } from "../../scripts/packages/build";
import { directory } from "../shapes/directory";
import { policy } from "../shapes/policies";
import { objectId } from "../shapes/random";

const REPOSITORY = join(__dirname, "..", "..");
const NODE_MODULES = join(REPOSITORY, "node_modules");

/** A pack, with the engine's options for it. */
export interface MeasuredPack {
  readonly title: string;
  readonly args: readonly string[];
}

const PROTECTED = {
  "protected-baseline": { protected: { users: [objectId("b", 1), objectId("b", 2)], groups: [objectId("c", 1)] } },
};

/**
 * The packs that other teams may use: from source, built, and built with a snapshot of a tenant. The first one has no rules,
 * which shows the time of the engine and the policy SDK alone.
 */
export async function measuredPacks(folder: string): Promise<readonly MeasuredPack[]> {
  const configuration = join(folder, "configuration.json");
  writeFileSync(configuration, JSON.stringify({ "no-mfa-bypass": { baseline: "elsewhere" }, ...PROTECTED }));
  const source = ["--policy-pack", join(REPOSITORY, "policies"), "--policy-pack-config", configuration];
  return [
    { title: "one without rules", args: ["--policy-pack", withoutRules(join(folder, "empty"))] },
    { title: "from source", args: source },
    { title: "built", args: ["--policy-pack", await built(join(folder, "built"), PROTECTED)] },
    { title: "built, with a snapshot", args: ["--policy-pack", await builtWithSnapshot(join(folder, "snapshot"))] },
  ];
}

function withoutRules(folder: string): string {
  mkdirSync(folder);
  symlinkSync(NODE_MODULES, join(folder, "node_modules"));
  const files = {
    "PulumiPolicy.yaml": "runtime: nodejs\nmain: index.js\n",
    "package.json": '{ "name": "without-rules", "version": "1.0.0", "main": "index.js" }',
    "index.js": 'new (require("@pulumi/policy").PolicyPack)("without-rules", { policies: [] });\n',
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

function builtWithSnapshot(folder: string): Promise<string> {
  const tenant = { policies: [policy(1, { users: { excludeGroups: [objectId("c", 1)] } })], ...directory(10_000, 500) };
  mkdirSync(folder);
  writeFileSync(join(folder, "tenant.json"), JSON.stringify(tenant));
  return built(folder, { ...PROTECTED, "tenant-stays-closed": { tenant: "tenant.json" } });
}

async function built(folder: string, configuration: object): Promise<string> {
  mkdirSync(folder, { recursive: true });
  symlinkSync(NODE_MODULES, join(folder, "node_modules"));
  const config = join(folder, "owner.json");
  writeFileSync(config, JSON.stringify(configuration));
  const wanted = { scope: "@bench", config, version: "1.0.0", out: join(folder, "dist"), withNames: false };
  return (await buildPackages(wanted)).pack.folder;
}
