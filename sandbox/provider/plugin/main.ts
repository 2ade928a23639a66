import { Server, ServerCredentials } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { Graph } from "./graph";
import { sendOverHttps } from "./http";
import { Provider } from "./provider";
import { serviceOf } from "./service";

/** States of big stacks are bigger than gRPC's own limit of 4 MB. */
const LARGEST_MESSAGE = 400 * 1024 * 1024;

/**
 * Ends with the engine, also when that was killed and could say nothing, were it before this program had started: the
 * engine holds the other end of standard input.
 */
function endWithEngine(): void {
  const end = () => process.exit();
  process.stdin.resume().once("end", end).once("close", end);
}

/** Serves until the engine ends this process. The engine waits for the port on the first line of standard output. */
function serve(): void {
  const server = new Server({ "grpc.max_receive_message_length": LARGEST_MESSAGE });
  const provider = new Provider(process.env, (settings) => new Graph(settings, sendOverHttps));
  server.addService(ResourceProviderService, serviceOf(provider));
  server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
    if (error !== null) throw error;
    process.stdout.write(`${port}\n`);
  });
}

endWithEngine();
serve();
