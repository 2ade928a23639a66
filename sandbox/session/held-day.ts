import { join, resolve } from "node:path";

/** Names the day of `Pulumi.dev.yaml` for this project's pack, whose own configuration holds no day still. */
const FILE = join("sandbox", "policy-pack-config.json");

/**
 * The arguments of an engine's command, with the sandbox's day for this project's own pack. Another pack, several, and one
 * that is given a configuration stay as they are.
 */
export function withHeldDay(
  args: readonly string[],
  { project, programFolder }: { readonly project: string; readonly programFolder: string },
): readonly string[] {
  if (args.some((arg) => arg.startsWith("--policy-pack-config"))) return args;
  const packs = args.flatMap((arg, index) => {
    if (arg === "--policy-pack") return [args[index + 1] ?? ""];
    return arg.startsWith("--policy-pack=") ? [arg.slice("--policy-pack=".length)] : [];
  });
  const isOwn = packs.length === 1 && resolve(programFolder, packs[0] ?? "") === join(project, "policies");
  return isOwn ? [...args, "--policy-pack-config", join(project, FILE)] : args;
}
