import assert from "node:assert/strict";
import { labelledCase } from "../cases/labelled-cases";
import { aRegister } from "../cli/a-tenant";
import { recording } from "../cli/recorded-run";
import { onWindows, type WindowsFiles } from "./on-windows";

const crlf = (text: string): string => text.replaceAll("\n", "\r\n");

const TENANT = crlf(JSON.stringify(labelledCase("all-apps").tenant, null, 2));
const OPEN = JSON.stringify(labelledCase("exclude-role-global-admin").tenant);

const REGISTER = crlf(aRegister(["user: bbbbbbbb-0000-4000-8000-000000000001"]));

const BROKEN = REGISTER.replace("bbbbbbbb-0000-4000-8000-000000000001", "bob@contoso.example");

describe("azmfa on Windows", () => {
  async function azmfa(files: WindowsFiles, ...args: readonly string[]) {
    const commands = onWindows<typeof import("../../azmfa/commands")>("azmfa/commands", files);
    return recording((host) => commands.azmfa(args, host));
  }

  const inFolder = ["C:\\tenants\\contoso.json", "C:/tenants/contoso.json", "..\\tenants\\contoso.json"];
  for (const path of [...inFolder, "\\\\share\\t\\contoso.json"])
    it(`proves a file with Windows line ends: ${path}`, async () => {
      const files = { "C:\\tenants\\contoso.json": TENANT, "\\\\share\\t\\contoso.json": TENANT };
      const { status, out, err } = await azmfa(files, "prove", "--format", "json", path);
      assert.equal(status, 0, err);
      assert.deepEqual([JSON.parse(out).file, JSON.parse(out).verdict], [path, "proved"]);
    });

  it("reads UTF-16 with a byte order mark, as PowerShell writes it", async () => {
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(TENANT, "utf16le")]);
    const { status, err } = await azmfa({ "C:\\work\\t.json": utf16 }, "prove", "t.json");
    assert.equal(status, 0, err);
  });

  it("reads a folder of exported files in subfolders as one tenant", async () => {
    const { policies, users, ...rest } = JSON.parse(OPEN);
    const files = {
      "D:\\export\\policies\\all.json": JSON.stringify(policies),
      "D:\\export\\directory\\users.json": JSON.stringify({ users }),
      "D:\\export\\rest.json": JSON.stringify(rest),
    };
    const { status, err } = await azmfa(files, "prove", "D:\\export");
    assert.equal(status, 1, err);
    assert.match(err, /D:\\export: read 1 policy/);
  });

  it("names the drive, line and column of an error in a file", async () => {
    const files = { "C:\\t\\bad.json": crlf('{\n  "policies": [,]\n}\n') };
    const { status, err } = await azmfa(files, "prove", "C:\\t\\bad.json");
    assert.equal(status, 2);
    assert.match(err, /^C:\\t\\bad\.json:2:16: /m);
  });

  it("names the place of an error in a register with Windows line ends, and quotes the line without them", async () => {
    const files = { "C:\\t\\t.json": TENANT, "C:\\config\\dev.yaml": BROKEN };
    const { status, err } = await azmfa(files, "prove", "--exclusions", "C:\\config\\dev.yaml", "C:\\t\\t.json");
    assert.equal(status, 2);
    assert.match(err, /C:\\config\\dev\.yaml:2:11/);
    assert.match(err, /2 \| {3}- user: bob@contoso\.example\n/);
  });

  it("says that a file doesn't exist", async () => {
    const { status, err } = await azmfa({}, "prove", "C:\\none.json");
    assert.equal(status, 2);
    assert.match(err, /^C:\\none\.json: there is no such file/m);
  });
});

describe("the policy pack on Windows", () => {
  const PACK = "C:\\team\\project\\node_modules\\@contoso\\azure-management-mfa-policies";
  const settingsIn = (files: WindowsFiles, configuration: object, stack = "prod") => {
    const settings = onWindows<typeof import("../../policies/settings/load-settings")>(
      "policies/settings/load-settings",
      files,
    );
    return settings.settingsLoader(configuration as Parameters<typeof settings.settingsLoader>[0], {
      folder: PACK,
      today: () => new Date("2026-09-01"),
    })(stack);
  };

  for (const [named, at] of [
    ["register-{stack}.yaml", `${PACK}\\register-prod.yaml`],
    ["config/{stack}.yaml", `${PACK}\\config\\prod.yaml`],
    ["..\\config\\prod.yaml", "C:\\team\\project\\node_modules\\@contoso\\config\\prod.yaml"],
    ["D:\\config\\prod.yaml", "D:\\config\\prod.yaml"],
    ["\\\\share\\config\\prod.yaml", "\\\\share\\config\\prod.yaml"],
  ] as const)
    it(`finds a register with Windows line ends: ${named}`, () => {
      const { register } = settingsIn({ [at]: REGISTER }, { "approved-exclusions": { register: named } });
      assert.equal(register?.entries.length, 1);
    });

  it("names the place of an error in the register", () => {
    const configuration = { "approved-exclusions": { register: "D:\\config\\prod.yaml" } };
    assert.throws(() => settingsIn({ "D:\\config\\prod.yaml": BROKEN }, configuration), /D:\\config\\prod\.yaml:2:11/);
  });

  it("finds the snapshot in its folder", () => {
    const configuration = { "tenant-stays-closed": { tenant: "tenant-tenant.json" } };
    const { tenant } = settingsIn({ [`${PACK}\\tenant-tenant.json`]: TENANT }, configuration);
    assert.equal(tenant?.tenant.policies.length, 1);
  });

  it("names its pages by paths that work, even on another drive", () => {
    const page = "docs\\rules\\no-mfa-bypass.md";
    const { pageOf } = onWindows<typeof import("../../policies/crossguard/page")>("policies/crossguard/page", {
      [`${PACK}\\${page}`]: "",
    });
    const short = `node_modules\\@contoso\\azure-management-mfa-policies\\${page}`;
    assert.equal(pageOf("rules/no-mfa-bypass.md", PACK, "C:\\team\\project"), short);
    assert.equal(pageOf("rules/no-mfa-bypass.md", PACK, "D:\\elsewhere"), `${PACK}\\${page}`);
  });
});
