import { Server, ServerCredentials } from "@grpc/grpc-js";
import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import { Children } from "./run";
import { languageRuntime } from "./service";

/**
 * The executable `pulumi-language-nodejs`. The engine's address is the last argument. The engine reads the port of the language
 * runtime from the first line of standard output.
 */
function main(engineAddress: string): void {
  const children = new Children();
  const server = new Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
  server.addService(LanguageRuntimeService, languageRuntime(engineAddress, children));
  server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
    if (error !== null) fail(`cannot listen on 127.0.0.1: ${error.message}`);
    process.stdout.write(`${port}\n`);
  });
  const end = (signal: NodeJS.Signals): never => {
    children.stop(signal);
    process.exit(0);
  };
  // The engine interrupts its plugins to end them. Their child processes must end, too.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => end("SIGTERM"));
  // The engine holds the other end of standard input. If it closes, the engine is dead, and a running program would try to reach
  // it for ever.
  process.stdin.resume().once("close", () => end("SIGKILL"));
}

function fail(message: string): never {
  process.stderr.write(`pulumi-language-nodejs: ${message}\n`);
  process.exit(1);
}

const address = process.argv.slice(2).findLast((argument) => !argument.startsWith("-"));
if (address === undefined) fail("the engine's address is missing; this program is started by `pulumi`, not by hand");
main(address);
