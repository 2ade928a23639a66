import { Server, ServerCredentials } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import type { ResourceProvider } from "./provider";
import { serviceOf } from "./service";

/** The largest message in bytes. The state of a large stack exceeds gRPC's default of 4 MB. */
const LARGEST_MESSAGE = 400 * 1024 * 1024;

/** Serves a provider until the engine ends this process. The engine waits for the port on the first line of standard output. */
export function serve(provider: ResourceProvider): void {
  endWithEngine();
  const server = new Server({ "grpc.max_receive_message_length": LARGEST_MESSAGE });
  server.addService(ResourceProviderService, serviceOf(provider));
  server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
    if (error !== null) throw error;
    process.stdout.write(`${port}\n`);
  });
}

/** Ends this process when standard input closes: the engine holds the other end, even if it is killed. */
function endWithEngine(): void {
  const end = () => process.exit();
  process.stdin.resume().once("end", end).once("close", end);
}
