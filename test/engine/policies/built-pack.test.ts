import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildPackages } from "../../../scripts/packages/build";
import { BREAK_GLASS, EXCLUDED_GROUP, ORDINARY_USER } from "../../policies/support/ids";
import { writeBaseline } from "../packages/a-baseline";
import { joining, type Wanted } from "./support/program-text";
import { assertRejected, workbench } from "./support/workbench";

const NEWEST = ["@pulumi/policy@1.21.0", "@pulumi/pulumi@3.248.0"];

/** The oldest and newest SDKs of the range in the package that this Node can run. */
const SDKS = [
  { title: "the oldest SDKs", versions: ["@pulumi/policy@1.20.0", "@pulumi/pulumi@3.204.0"] },
  { title: "the newest SDKs for Node 20", versions: NEWEST },
];

const member = (who: string): Wanted => joining("helper", EXCLUDED_GROUP, who);

describe("the built pack in a project that installs it", () => {
  const bench = workbench({ yaml: true });
  let tarball: string;
  before(async () => {
    const owner = join(bench.folder, "owner");
    mkdirSync(owner);
    const wanted = { scope: "@contoso", config: writeBaseline(owner), version: "1.2.3", withNames: false };
    tarball = (await buildPackages({ ...wanted, out: join(owner, "dist") })).pack.archive;
  });

  /** The path of the pack in a folder with the SDKs, where it is installed if it isn't yet. */
  function installed(...versions: readonly string[]): string {
    const folder = join(bench.folder, `with-${versions.join("-").replace(/[^\w.-]/g, "")}`);
    const pack = join(folder, "node_modules", "@contoso", "azure-management-mfa-policies");
    if (existsSync(pack)) return pack;
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "package.json"), '{ "name": "foreign", "private": true }');
    execFileSync("npm", ["install", "--no-audit", "--no-fund", "--silent", ...versions, tarball], { cwd: folder });
    return pack;
  }

  for (const { title, versions } of SDKS)
    it(`works with ${title}`, async () => {
      const pack = installed(...versions);
      bench.declare(member(ORDINARY_USER));
      const rejected = await bench.preview({ pack });
      assert.equal(rejected.status, 1, rejected.output);
      assert.match(rejected.output, /azure-management-mfa@v1\.2\.3/);
      const says = `\\[mandatory\\](.|\\n)*user ${ORDINARY_USER} can reach Azure management`;
      assert.match(rejected.output, new RegExp(says));
      bench.declare(member(BREAK_GLASS));
      const passed = await bench.preview({ pack });
      assert.equal(passed.status, 0, passed.output);
    });

  it("works for a project in TypeScript", async () => {
    const pack = installed(...NEWEST);
    const args = JSON.stringify(member(ORDINARY_USER).args);
    bench.write({
      "Pulumi.yaml": "name: another\nruntime: nodejs\nmain: index.ts\n",
      "tsconfig.json":
        '{ "compilerOptions": { "strict": true, "module": "node20", "types": ["node"], "skipLibCheck": true } }',
      "index.ts": `import * as azuread from "@pulumi/azuread";
const args: azuread.GroupMemberArgs = ${args};
export const helper: unknown = new azuread.GroupMember("helper", args).urn;
`,
    });
    assertRejected(await bench.preview({ pack }), /tenant-stays-closed/);
  });

  it("works for a project in YAML", async () => {
    const pack = installed(...NEWEST);
    const resource = { type: "azuread:GroupMember", properties: member(ORDINARY_USER).args };
    const project = { name: "another", runtime: "yaml", resources: { helper: resource } };
    bench.write({ "Pulumi.yaml": JSON.stringify(project) });
    assertRejected(await bench.preview({ pack }), /tenant-stays-closed/);
  });
});
