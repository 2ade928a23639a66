import { join, resolve } from "node:path";

/** A configuration of this project's pack that fixes the day as `Pulumi.dev.yaml` does. The pack's own doesn't fix a day. */
const DAY = join("sandbox", "policy-pack-config.json");

/** The engine's commands that accept a policy pack. */
const WITH_PACK = new Set(["preview", "pre", "up", "update"]);

type Place = { readonly project: string; readonly programFolder: string };

/**
 * The engine's arguments, with this project's policy pack added if the command previews or deploys this project and names no pack.
 * The pack gets the sandbox's day. Other packs, and a pack that has a configuration, stay as they are.
 */
export function withOwnPack(args: readonly string[], place: Place): readonly string[] {
  const { project, programFolder } = place;
  const [command = ""] = args;
  if (packsIn(args).length > 0 || programFolder !== project || !WITH_PACK.has(command) || args.includes("--help"))
    return withHeldDay(args, place);
  return withHeldDay([command, "--policy-pack", join(project, "policies"), ...args.slice(1)], place);
}

/** The same arguments, with the sandbox's day added if they name only this project's pack and no configuration for it. */
export function withHeldDay(args: readonly string[], { project, programFolder }: Place): readonly string[] {
  if (args.some((arg) => arg.startsWith("--policy-pack-config"))) return args;
  const packs = packsIn(args);
  const isOwn = packs.length === 1 && resolve(programFolder, packs[0] ?? "") === join(project, "policies");
  return isOwn ? [...args, "--policy-pack-config", join(project, DAY)] : args;
}

const packsIn = (args: readonly string[]): readonly string[] =>
  args.flatMap((arg, index) => {
    if (arg === "--policy-pack") return [args[index + 1] ?? ""];
    return arg.startsWith("--policy-pack=") ? [arg.slice("--policy-pack=".length)] : [];
  });
