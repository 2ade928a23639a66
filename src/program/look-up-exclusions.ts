import type { Register, RegisterEntry } from "../adapters/register";
import type { Directory, Standing } from "./standing";

/** An entry and what the tenant says about it. */
export type LookedUp = { readonly entry: RegisterEntry; readonly standing: Standing };

/** The register as the tenant sees it. */
export type LookUps = {
  readonly entries: readonly LookedUp[];
  /** Break-glass users that are outside the policy and can sign in, by id. Counting stops when there are enough. */
  readonly liveBreakGlass: ReadonlySet<string>;
};

/** How many live break-glass accounts an enforced policy leaves out, at least. */
export const ENOUGH_BREAK_GLASS = 2;

/** Asks the tenant about each excluded id, and about the members of break-glass groups until enough live ones are known. */
export async function lookUpExclusions({ entries }: Register, directory: Directory): Promise<LookUps> {
  const lookedUp = await Promise.all(entries.map(async (entry) => ({ entry, standing: await ask(entry, directory) })));
  const breakGlass = lookedUp.filter(({ entry }) => entry.kind === "break-glass");
  const live = new Set(
    breakGlass.filter(({ standing }) => standing.kind === "live-user").map(({ entry }) => entry.principal.id),
  );
  for (const id of breakGlass.flatMap(exemptMembers)) {
    if (live.size >= ENOUGH_BREAK_GLASS) break;
    if (!live.has(id) && (await directory.user(id)).kind === "live-user") live.add(id);
  }
  return { entries: lookedUp, liveBreakGlass: live };
}

function ask({ principal }: RegisterEntry, directory: Directory): Promise<Standing> {
  return principal.kind === "user" ? directory.user(principal.id) : directory.group(principal.id);
}

/** Who is in the group and, where the entry lists its members, on that list: being on the list alone excludes nobody. */
function exemptMembers({ entry: { principal }, standing }: LookedUp): readonly string[] {
  if (principal.kind !== "group" || standing.kind !== "group") return [];
  return standing.members.filter((id) => principal.members?.has(id) ?? true);
}
