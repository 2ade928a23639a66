import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Engine } from "../../../sandbox/engine";
import { othersIn } from "../../../sandbox/processes/lock";
import type { Provider, ProviderRequest } from "../../../sandbox/provider";
import { engineEnvironment, tenantEnvironment } from "../../../sandbox/session/environment";
import { foldersOf } from "../../../sandbox/session/folders";
import type { Parts } from "../../../sandbox/session/open-session";
import { insistOnUnix, openSessionFrom, type SessionOptions } from "../../../sandbox/session/open-session";
import { temporaryFolder } from "../../temporary-folder";
import { fakeExecutable } from "../engine/fake-executable";
import { aTenant } from "./fake-session";

const engine: Engine = {
  executable: "/engine/bin/pulumi",
  version: "3.274.1",
  origin: "built",
  pathFolders: ["/engine/bin"],
};

describe("a session", () => {
  const project = temporaryFolder();
  const said: string[] = [];
  const events: string[] = [];
  const requests: ProviderRequest[] = [];
  beforeEach(() => {
    for (const list of [said, events, requests]) list.length = 0;
  });

  function parts(): Parts {
    const folder = join(project.path, "engine");
    const executable = fakeExecutable(folder, "pulumi", "$*");
    return {
      findEngine: async () => ({ ...engine, executable, origin: "path", pathFolders: [folder] }),
      prepareYamlLanguage: async () => void events.push("yaml"),
      prepareProvider: async (request) => {
        requests.push(request);
        return request.choice as Provider;
      },
      openTenant: async () => ({ ...aTenant(), close: async () => void events.push("tenant closed") }),
    };
  }

  const open = (options: Partial<SessionOptions> = {}, from = parts()) =>
    openSessionFrom(from, {
      project: project.path,
      provider: { kind: "stand-in" },
      say: (line) => void said.push(line),
      ...options,
    });

  for (const [provider, line] of [
    [{ kind: "stand-in" }, "stand-ins for tenant and provider; Pulumi 3.274.1"],
    [{ kind: "official" }, "stand-ins for tenant; the official azuread plugin, Pulumi 3.274.1"],
    [{ kind: "executable", path: "/p" }, "stand-ins for tenant; azuread provider /p, Pulumi 3.274.1"],
  ] as const)
    it(`says in one line which parts are stand-ins, and nothing else: ${line}`, async () => {
      await (await open({ provider })).close();
      assert.deepEqual(said, [`sandbox: ${line}`]);
    });

  it("prepares the provider for the version that the program's own SDK asks for", async () => {
    const sdk = join(project.path, "node_modules", "@pulumi", "azuread");
    mkdirSync(sdk, { recursive: true });
    writeFileSync(join(sdk, "package.json"), '{ "version": "6.8.0" }');
    await (await open()).close();
    assert.equal(requests[0]?.askedFor, "6.8.0");
  });

  it("installs the provider before the tenant's certificate becomes the only trusted one", async () => {
    await (await open()).close();
    assert.equal(requests[0]?.environment["SSL_CERT_FILE"], process.env["SSL_CERT_FILE"]);
    assert.equal(requests[0]?.environment["PULUMI_HOME"], foldersOf(project.path).home);
  });

  it("is visible to others while it lasts, and gone afterwards with its tenant", async () => {
    const { runs } = foldersOf(project.path);
    const session = await open();
    assert.equal((await othersIn(runs)).length, 1);
    await session.close();
    assert.deepEqual(await othersIn(runs), []);
    assert.deepEqual(events, ["tenant closed"]);
  });
});

describe("the sandbox on a system that it can't run on", () => {
  it("says what it needs and what to do", () => {
    const advice = "help: run it in WSL; azmfa and the built policy pack work on Windows as they are";
    assert.throws(() => insistOnUnix("win32"), { message: `the sandbox needs Linux or macOS\n  ${advice}` });
    for (const platform of ["linux", "darwin"] as const) insistOnUnix(platform);
  });
});

const folders = foldersOf("/project");

describe("the environment of a session", () => {
  it("keeps nothing that could lead to a real tenant or to the user's own Pulumi", () => {
    const names = [
      ...["ARM_TENANT_ID", "ARM_OIDC_TOKEN", "AZURE_CLIENT_ID", "AZUREAD_X", "PULUMI_ACCESS_TOKEN"],
      ...["PULUMI_CONFIG_PASSPHRASE_FILE", "IDENTITY_ENDPOINT", "MSI_ENDPOINT", "ACTIONS_ID_TOKEN_REQUEST_URL"],
    ];
    const user = { ...Object.fromEntries(names.map((name) => [name, "real"])), LANG: "C.UTF-8" };
    const environment = tenantEnvironment(engineEnvironment(user, folders, engine), aTenant(), { kind: "official" });
    assert.deepEqual(
      Object.entries(environment).filter(([, value]) => value?.includes("real")),
      [],
    );
    assert.equal(environment["LANG"], "C.UTF-8");
  });

  const inEngine = (user: NodeJS.ProcessEnv, from = engine) => engineEnvironment(user, folders, from);
  const inTenant = (user: NodeJS.ProcessEnv, kind: "official" | "stand-in") =>
    tenantEnvironment(user, aTenant(), { kind });
  const PEM = "/tenant/certificate.pem";
  const ambient = (PULUMI_IGNORE_AMBIENT_PLUGINS: string) => ({ PULUMI_IGNORE_AMBIENT_PLUGINS });
  for (const [what, environment, expected] of [
    ["keeps the engine's home inside the project", inEngine({ HOME: "/h" }), { PULUMI_HOME: "/project/.sandbox/home" }],
    ["keeps its state there", inEngine({}), { PULUMI_BACKEND_URL: "file:///project/.sandbox/backend?metadata=skip" }],
    [
      ...(["puts the engine and the Node that runs now first on PATH", inEngine({ PATH: "/usr/bin" })] as const),
      { PATH: `/engine/bin:${dirname(process.execPath)}:/usr/bin` },
    ],
    ["lets no plugins from PATH in", inEngine({}), ambient("true")],
    ["does if a language host is there", inEngine({}, { ...engine, pathFolders: ["/a", "/b"] }), ambient("false")],
    [
      ...(["leads the provider and Microsoft's login library to the tenant", inTenant({}, "stand-in")] as const),
      {
        ARM_METADATA_HOSTNAME: "localhost:1",
        ARM_CLIENT_SECRET: "client-secret",
        AZURE_AUTHORITY_HOST: "https://localhost:1",
        NODE_EXTRA_CA_CERTS: PEM,
        SSL_CERT_FILE: undefined,
      },
    ],
    [
      ...(["does so past any proxy", inTenant({ NO_PROXY: "corp.example" }, "stand-in")] as const),
      { NO_PROXY: "corp.example,localhost,127.0.0.1", no_proxy: "localhost,127.0.0.1" },
    ],
    ["has the official plugin trust only the tenant", inTenant({}, "official"), { SSL_CERT_FILE: PEM }],
  ] as const)
    it(what, () => {
      for (const [name, value] of Object.entries(expected)) assert.equal(environment[name], value, name);
    });
});
