import { spawn } from "node:child_process";
import type { PreviewOutput } from "../../drift/preview/read-preview";

/** Runs the Pulumi engine on PATH in this folder, and keeps what it prints. */
export type RunEngine = (args: readonly string[]) => Promise<PreviewOutput>;

/** There is no engine to ask. The message is for people. */
export class NoEngine extends Error {}

export const runEngine: RunEngine = (args) =>
  new Promise((resolve, reject) => {
    const child = spawn("pulumi", args, { stdio: ["ignore", "pipe", "pipe"] });
    const output = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"] as const)
      child[name].setEncoding("utf8").on("data", (chunk: string) => {
        output[name] += chunk;
      });
    child.once("error", (error) => reject(new NoEngine(error.message)));
    child.once("close", (status) => resolve({ status: status ?? ENDED_BY_SIGNAL, ...output }));
  });

/** The shell's status for a program that a signal has ended. */
const ENDED_BY_SIGNAL = 130;
