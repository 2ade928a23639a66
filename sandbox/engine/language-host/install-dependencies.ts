import type { ServerWritableStream } from "@grpc/grpc-js";
import { type InstallDependenciesRequest, InstallDependenciesResponse } from "@pulumi/pulumi/proto/language_pb";
import type { Children } from "./children";
import { failCall } from "./fail-call";

type Call = ServerWritableStream<InstallDependenciesRequest, InstallDependenciesResponse>;

/** `pulumi install`: npm does it, and what it prints is streamed to the engine. */
export function installDependencies(call: Call, children: Children): void {
  const folder = call.request.getInfo()?.getProgramDirectory() ?? call.request.getDirectory();
  const child = children.start("npm", ["install"], { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  child.stdout?.on("data", (chunk: Buffer) => {
    const response = new InstallDependenciesResponse();
    response.setStdout(chunk);
    call.write(response);
  });
  child.stderr?.on("data", (chunk: Buffer) => {
    const response = new InstallDependenciesResponse();
    response.setStderr(chunk);
    call.write(response);
  });
  child.once("error", (error) => failCall(call, error.message));
  child.once("close", (status) => {
    if (status === 0) call.end();
    else failCall(call, `npm install in ${folder} ended with status ${status}`);
  });
  call.once("cancelled", () => child.kill("SIGTERM"));
}
