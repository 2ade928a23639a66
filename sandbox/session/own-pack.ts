import { join, resolve } from "node:path";

/** Names the day of `Pulumi.dev.yaml` for this project's pack, whose own configuration holds no day still. */
const DAY = join("sandbox", "policy-pack-config.json");

/** The commands that take a policy pack. */
const WITH_PACK = new Set(["preview", "pre", "up", "update"]);

type Place = { readonly project: string; readonly programFolder: string };

/**
 * The arguments of an engine's command, with this project's own policy pack where its own program is previewed or deployed and no
 * pack is named; and with the sandbox's day for that pack. Other packs, and a pack with a configuration, stay as they are.
 */
export function withOwnPack(args: readonly string[], place: Place): readonly string[] {
  const { project, programFolder } = place;
  const [command = ""] = args;
  if (packsIn(args).length > 0 || programFolder !== project || !WITH_PACK.has(command) || args.includes("--help"))
    return withHeldDay(args, place);
  return withHeldDay([command, "--policy-pack", join(project, "policies"), ...args.slice(1)], place);
}

/** The same arguments, with the sandbox's day where they name this project's own pack and no configuration of it. */
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
