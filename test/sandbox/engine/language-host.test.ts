import assert from "node:assert/strict";
import { credentials, Server, ServerCredentials } from "@grpc/grpc-js";
import { LanguageRuntimeClient, LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import { ProgramInfo, RunRequest, type RunResponse } from "@pulumi/pulumi/proto/language_pb";
import { Children } from "../../../sandbox/engine/language-host/run";
import { languageRuntime } from "../../../sandbox/engine/language-host/service";
import { temporaryFolder } from "../../temporary-folder";

type Reply<Response> = (error: Error | null, response: Response) => void;

/** A gRPC call as a promise. */
const answer = <Response>(call: (reply: Reply<Response>) => unknown): Promise<Response> =>
  new Promise((resolve, reject) => call((error, response) => (error === null ? resolve(response) : reject(error))));

/** What a program and a pack are handed, each test on the engine shows. */
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
  function sdkWith(script: string): void {
    folder.write("node_modules/@pulumi/pulumi/package.json", { name: "@pulumi/pulumi", version: "1.2.3" });
    folder.write("node_modules/@pulumi/pulumi/cmd/run/index.js", script);
  }

  function run(): Promise<RunResponse> {
    const info = new ProgramInfo().setRootDirectory(folder.path).setProgramDirectory(folder.path).setEntryPoint("i.ts");
    const request = new RunRequest().setInfo(info).setPwd(folder.path).setProject("p").setStack("dev");
    return answer((reply) => client.run(request.setMonitorAddress("127.0.0.1:2"), reply));
  }

  it("distinguishes a program that failed from one that has already reported its error", async () => {
    sdkWith("process.exit(3)");
    assert.equal((await run()).getError(), "the program ended with status 3");
    sdkWith("process.exit(32)");
    const reported = await run();
    assert.deepEqual([reported.getError(), reported.getBail()], ["", true]);
  });

  it("says what to install when the program has no SDK", async () => {
    await assert.rejects(run(), /no usable @pulumi\/pulumi can be found from .*\n {2}help: run `npm install` there/);
  });
});
