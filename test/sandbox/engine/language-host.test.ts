import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { credentials, Server, ServerCredentials } from "@grpc/grpc-js";
import { LanguageRuntimeClient, LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import {
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

  const info = (): ProgramInfo =>
    new ProgramInfo().setRootDirectory(folder.path).setProgramDirectory(folder.path).setEntryPoint("index.ts");

  function runRequest(): RunRequest {
    const request = new RunRequest().setInfo(info()).setPwd(folder.path).setProject("p").setStack("dev");
    request.getConfigMap().set("p:key", "value");
    return request.setMonitorAddress("127.0.0.1:2").setDryrun(true);
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
    const seen = JSON.parse(readFileSync(join(folder.path, "seen.json"), "utf8"));
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
    const request = new RunPluginRequest().setInfo(info()).setKind("analyzer").setPwd("/");
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
});
