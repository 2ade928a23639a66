/**
 * The sandbox is made of Unix: executables that are shell scripts, signals to groups of processes, files that only their owner
 * reads.
 * @throws Error on Windows, with what to do
 */
export function insistOnUnix(platform: NodeJS.Platform = process.platform): void {
  if (platform !== "win32") return;
  throw new Error(
    "the sandbox needs Linux or macOS\n  help: run it in WSL; azmfa and the built policy pack work on Windows as they are",
  );
}
