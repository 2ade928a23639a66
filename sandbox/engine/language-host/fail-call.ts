import { status } from "@grpc/grpc-js";

/** Ends a streaming call with a message for the engine. The library takes an emitted error for the call's status. */
export function failCall(call: { emit(event: "error", error: object): unknown }, message: string): void {
  call.emit("error", { code: status.UNKNOWN, details: message });
}
