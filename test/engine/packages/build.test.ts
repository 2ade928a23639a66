import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import Ajv from "ajv";
import { transformSync } from "esbuild";
import { parse } from "yaml";
import { aTenant } from "../../policies/support/tenants";
import { writeBaseline } from "./a-baseline";
import { Clone, ROOT } from "./a-clone";

const ARGUMENTS = ["--scope", "@contoso", "--config", "baseline.yaml", "--version", "1.2.3"];
const ARCHIVES = ["contoso-azure-management-mfa-policies-1.2.3", "contoso-azmfa-1.2.3"];

describe("npm run build", () => {
  let clone: Clone;
  let built: ReturnType<Clone["build"]>;
  const dist = (...path: readonly string[]) => join(clone.folder, "dist", ...path);
  const json = (...path: readonly string[]) => JSON.parse(readFileSync(dist(...path), "utf8"));

  before(() => {
    clone = new Clone();
    writeBaseline(clone.folder);
    built = clone.build(ARGUMENTS);
    assert.equal(built.status, 0, built.stderr);
  });
  after(() => clone.remove());

  it("prints the paths of the two packages, and the contents of the pack", () => {
    assert.equal(built.stdout, ARCHIVES.map((name) => `${dist(name)}.tgz\n`).join(""));
    assert.equal(
      built.stderr,
      `contents of the pack:
  register register.yaml: 1 exclusion; by id, without reasons, owners and approvers
  snapshot tenant.json: 1 policy, 1 named location, 1 authentication strength, 3 users, 3 groups, 3 memberships, 1 membership rule and 0 role assignments; by id, without names
`,
    );
  });

  it("has the pages that the commands of azmfa name", () => {
    for (const [page] of readFileSync(dist("azmfa", "lib", "azmfa.js"), "utf8").matchAll(/docs\/[\w-]+\.md/g))
      assert.ok(existsSync(dist("azmfa", page)), page);
  });

  it("puts no name of a person or a group into the pack", () => {
    const handedOut = ["config.yaml", "register-register.yaml", "tenant-tenant.json"].map((name) =>
      readFileSync(dist("azure-management-mfa-policies", name), "utf8"),
    );
    const names = [...aTenant().users, ...aTenant().groups].map(({ displayName }) => `"${displayName}"`);
    const people = aTenant().users.map(({ userPrincipalName }) => userPrincipalName);
    for (const word of [...names, ...people, "Sealed key", "identity-team@", "ciso@", "MFA for Azure management"])
      for (const text of handedOut) assert.ok(!text.includes(word), word);
  });

  it("gives the same bytes from another clone, in another time zone, with another umask", () => {
    const other = new Clone(clone.folder); // another user who edits the sources meanwhile
    try {
      const again = other.build(ARGUMENTS, { TZ: "Pacific/Auckland", LC_ALL: "C" }, "077");
      assert.equal(again.status, 0, again.stderr);
      for (const name of ARCHIVES.flatMap((archive) => [`${archive}.tgz`, `${archive}.cdx.json`]))
        assert.ok(readFileSync(join(other.folder, "dist", name)).equals(readFileSync(dist(name))), name);
    } finally {
      other.remove();
    }
  });

  it("refuses to build without a scope, and uses npm's setting", () => {
    const { status, stdout, stderr } = clone.build(["--out", "nowhere"]);
    assert.deepEqual({ status, stdout }, { status: 2, stdout: "" });
    assert.match(stderr, /^error: name your organisation's npm scope: npm run build -- --scope @contoso\n/);
    assert.equal(existsSync(join(clone.folder, "nowhere")), false);
    const set = clone.build(["--config", "none.yaml"], { npm_config_scope: "@contoso" });
    assert.match(set.stderr, /^error: the configuration .*none\.yaml doesn't exist\n/);
  });

  it("describes both to npm, and the pack to the engine, without dependencies except the SDKs", () => {
    const pack = json("azure-management-mfa-policies", "package.json");
    assert.equal(pack.name, "@contoso/azure-management-mfa-policies");
    assert.deepEqual(Object.keys(pack.peerDependencies), ["@pulumi/policy", "@pulumi/pulumi"]);
    const azmfa = json("azmfa", "package.json");
    assert.deepEqual([azmfa.name, azmfa.bin], ["@contoso/azmfa", { azmfa: "bin/azmfa.js" }]);
    assert.deepEqual([azmfa.peerDependencies, azmfa.license], [undefined, "Apache-2.0"]);
    for (const { dependencies, engines } of [pack, azmfa])
      assert.deepEqual([dependencies, engines], [undefined, json("..", "package.json").engines]);
    const text = readFileSync(dist("azure-management-mfa-policies", "PulumiPolicy.yaml"), "utf8");
    const { version, author, website, license, main } = parse(text);
    assert.deepEqual([version, author, license, main], ["1.2.3", "contoso", "Apache-2.0", "start.js"]);
    assert.match(website, /^https:/);
  });

  for (const name of ["azure-management-mfa-policies", "azmfa"]) {
    it(`gives ${name} a complete bill of materials that is valid by CycloneDX's schema`, () => {
      const bom = json(name, "sbom.cdx.json");
      assert.deepEqual(problemsOf(bom), []);
      const purls = bom.components.map(({ purl }: { purl: string }) => purl);
      assert.ok(purls.some((purl: string) => purl.startsWith("pkg:npm/yaml@")));
      assert.equal(
        purls.some((purl: string) => purl.startsWith("pkg:npm/%40azure/identity@")),
        name === "azmfa",
      );
      assert.ok(!purls.some((purl: string) => purl.includes("pulumi")), "the SDKs aren't inside");
      for (const { name: part, licenses, hashes } of bom.components)
        assert.ok(licenses.length > 0 && hashes.length > 0, part);
      assert.equal(bom.metadata.timestamp, undefined);
    });

    it(`begins ${name} with a file that any version of Node can run`, () => {
      const { main, bin } = json(name, "package.json");
      for (const file of ["insist-on-node.js", main ?? bin.azmfa]) {
        const text = readFileSync(dist(name, file), "utf8");
        assert.match(text, /insistOnNode/);
        assert.equal(transformSync(text, { target: "node12" }).code, transformSync(text, { target: "esnext" }).code);
      }
    });

    it(`includes the licences of the contents of ${name}`, () => {
      const notices = readFileSync(dist(name, "THIRD-PARTY.txt"), "utf8");
      for (const { group, name: part, version } of json(name, "sbom.cdx.json").components) {
        const from = notices.indexOf(
          `\n${"-".repeat(80)}\n${group === undefined ? part : `${group}/${part}`} ${version}\n`,
        );
        assert.ok(from > 0, part);
        assert.match(notices.slice(from + 100, from + 1500), /copyright|license/i, part);
      }
    });

    it(`has no broken link in the pages of ${name}`, () => {
      const pages = readdirSync(dist(name), { recursive: true, encoding: "utf8" }).filter((path) =>
        path.endsWith(".md"),
      );
      assert.ok(pages.includes("README.md"));
      for (const page of pages)
        for (const [, path = ""] of readFileSync(dist(name, page), "utf8").matchAll(/\]\(([^)#:\s]+)(?:#[^)]*)?\)/g))
          assert.ok(existsSync(dist(name, dirname(page), path)), `${page}: ${path}`);
    });
  }
});

/** What CycloneDX's own JSON schema, as its library has it, says is wrong. */
function problemsOf(bom: unknown): readonly unknown[] {
  const folder = join(ROOT, "node_modules/@cyclonedx/cyclonedx-library/res/schema");
  const schema = (name: string) => JSON.parse(readFileSync(join(folder, `${name}.SNAPSHOT.schema.json`), "utf8"));
  const ajv = new Ajv({ strict: false, validateFormats: false });
  for (const name of ["spdx", "jsf-0.82"])
    ajv.addSchema(schema(name), `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`);
  const validate = ajv.compile(schema("bom-1.6"));
  validate(bom);
  return validate.errors ?? [];
}
