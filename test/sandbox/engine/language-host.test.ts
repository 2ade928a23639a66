import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { credentials, Server, ServerCredentials } from "@grpc/grpc-js";
import { LanguageRuntimeClient, LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import {
  AboutRequest,
  type AboutResponse,
  GenerateProgramRequest,
  type GenerateProgramResponse,
  GetRequiredPackagesRequest,
  type GetRequiredPackagesResponse,
  ProgramInfo,
  RunPluginRequest,
  type RunPluginResponse,
  RunRequest,
  type RunResponse,
} from "@pulumi/pulumi/proto/language_pb";
import { Children } from "../../../sandbox/engine/language-host/run";
import { languageRuntime } from "../../../sandbox/engine/language-host/service";
import { temporaryFolder } from "../temporary-folder";

type Reply<Response> = (error: Error | null, response: Response) => void;

/** A gRPC call as a promise. */
const answer = <Response>(call: (reply: Reply<Response>) => unknown): Promise<Response> =>
  new Promise((resolve, reject) => call((error, response) => (error === null ? resolve(response) : reject(error))));

describe("the Node language host", () => {
  const folder = temporaryFolder();
  const children = new Children();
  const server = new Server();
  let client: LanguageRuntimeClient;

  before(async () => {
    server.addService(LanguageRuntimeService, languageRuntime("127.0.0.1:1", children));
    const port = await answer<number>((reply) =>
      server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), reply),
    );
    client = new LanguageRuntimeClient(`127.0.0.1:${port}`, credentials.createInsecure());
  });
  after(() => {
    client.close();
    server.forceShutdown();
  });

  /** Puts a stand-in for the SDK's runner where the program would find it. */
  function sdkWith(runner: string, script: string): void {
    const home = join(folder.path, "node_modules/@pulumi/pulumi");
    mkdirSync(join(home, "cmd", runner), { recursive: true });
    writeFileSync(join(home, "package.json"), '{"name":"@pulumi/pulumi","version":"1.2.3"}');
    writeFileSync(join(home, "cmd", runner, "index.js"), script);
  }

  function infoOf(programFolder: string): ProgramInfo {
    const info = new ProgramInfo();
    info.setRootDirectory(programFolder);
    info.setProgramDirectory(programFolder);
    info.setEntryPoint("index.ts");
    return info;
  }

  function runRequest(): RunRequest {
    const request = new RunRequest();
    request.setInfo(infoOf(folder.path));
    request.setPwd(folder.path);
    request.setProject("p");
    request.setStack("dev");
    request.setMonitorAddress("127.0.0.1:2");
    request.setDryrun(true);
    request.getConfigMap().set("p:key", "value");
    return request;
  }

  const run = (): Promise<RunResponse> => answer((reply) => client.run(runRequest(), reply));

  it("hands the program to the SDK in the program's own folder, with its configuration", async () => {
    sdkWith(
      "run",
      `const fs = require("node:fs");
       fs.writeFileSync("seen.json", JSON.stringify({ args: process.argv.slice(2), config: process.env.PULUMI_CONFIG, cwd: process.cwd() }));`,
    );
    const response = await run();
    assert.deepEqual([response.getError(), response.getBail()], ["", false]);
    const seen = await import("node:fs").then((fs) =>
      JSON.parse(fs.readFileSync(join(folder.path, "seen.json"), "utf8")),
    );
    assert.equal(seen.cwd, folder.path);
    assert.equal(seen.config, '{"p:key":"value"}');
    for (const arg of ["--monitor=127.0.0.1:2", "--engine=127.0.0.1:1", "--project=p", "--stack=dev", "--dry-run"]) {
      assert.ok(seen.args.includes(arg), arg);
    }
    assert.equal(seen.args.at(-1), "index.ts");
  });

  it("tells a program that failed from one that has said already what went wrong", async () => {
    sdkWith("run", "process.exit(3)");
    assert.equal((await run()).getError(), "the program ended with status 3");
    sdkWith("run", "process.exit(32)");
    const reported = await run();
    assert.deepEqual([reported.getError(), reported.getBail()], ["", true]);
  });

  it("says what to install when the program has no SDK", async () => {
    await assert.rejects(run(), /no usable @pulumi\/pulumi can be found from .*\n {2}help: run `npm install` there/);
  });

  function runPlugin(): Promise<{
    readonly stdout: string;
    readonly stderr: string;
    readonly status: number | undefined;
  }> {
    const request = new RunPluginRequest();
    request.setInfo(infoOf(folder.path));
    request.setKind("analyzer");
    request.setPwd("/");
    request.addArgs("127.0.0.1:1");
    request.addEnv("A=b=c");
    const seen: { stdout: string; stderr: string; status: number | undefined } = {
      stdout: "",
      stderr: "",
      status: undefined,
    };
    return new Promise((resolve, reject) => {
      client
        .runPlugin(request)
        .on("data", (message: RunPluginResponse) => {
          seen.stdout += Buffer.from(message.getStdout_asU8()).toString();
          seen.stderr += Buffer.from(message.getStderr_asU8()).toString();
          if (message.hasExitcode()) seen.status = message.getExitcode();
        })
        .once("error", reject)
        .once("end", () => resolve(seen));
    });
  }

  it("runs a policy pack in the pack's folder and passes on what it prints", async () => {
    sdkWith(
      "run-policy-pack",
      'console.log(process.argv[2], process.cwd(), process.env.A); console.error("oops"); process.exitCode = 7;',
    );
    assert.deepEqual(await runPlugin(), { stdout: `127.0.0.1:1 ${folder.path} b=c\n`, stderr: "oops\n", status: 7 });
  });

  it("says what to install when a policy pack has no SDK", async () => {
    await assert.rejects(runPlugin(), /no usable @pulumi\/pulumi can be found/);
  });

  it("leaves the choice of plugins to the sandbox", async () => {
    const response = await answer<GetRequiredPackagesResponse>((reply) =>
      client.getRequiredPackages(new GetRequiredPackagesRequest(), reply),
    );
    assert.deepEqual(response.getPackagesList(), []);
  });

  it("shows imported resources as comments, so that `pulumi import` ends well", async () => {
    const request = new GenerateProgramRequest();
    request.getSourceMap().set("anonymous.pp", 'resource "x" "azuread:index/group:Group" {\n}\n');
    const response = await answer<GenerateProgramResponse>((reply) => client.generateProgram(request, reply));
    const code = Buffer.from(response.getSourceMap().get("index.ts") ?? "").toString();
    assert.match(code, /^\/\/ {3}resource "x" "azuread:index\/group:Group" \{$/m);
    assert.deepEqual(
      code
        .trimEnd()
        .split("\n")
        .filter((line) => !line.startsWith("//")),
      [],
    );
  });

  it("names itself for `pulumi about`", async () => {
    const about = await answer<AboutResponse>((reply) => client.about(new AboutRequest(), reply));
    assert.deepEqual([about.getExecutable(), about.getVersion()], [process.execPath, process.version]);
  });
});
