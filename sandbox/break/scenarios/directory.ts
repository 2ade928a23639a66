import { addToUsers, BREAK_GLASS, ENGINEER, EXCLUSIONS, excluded } from "../portal";
import { NotHere, type Portal, type Scenario } from "../scenario";

/** What somebody does to people and groups. */
export const DIRECTORY_SCENARIOS = {
  "exclude-group": {
    does: `excludes the group ${EXCLUSIONS.name} from the policy, and joins it`,
    look: "who else is in there gets in as well",
    play: async (portal) => {
      await addToUsers(portal, "excludeGroups", EXCLUSIONS.id);
      await portal.directory.addMember(EXCLUSIONS.id, ENGINEER.id);
    },
  },
  "join-group": {
    does: "joins a group that the policy excludes already",
    look: "no preview shows it: only the register's list of members, and drift, do",
    play: async (portal) => portal.directory.addMember(excludedGroup(portal), ENGINEER.id),
  },
  "disable-break-glass": {
    does: `disables the account ${BREAK_GLASS.name}`,
    look: "one emergency account is left; `up` refuses to enforce with one",
    play: ({ directory }) => directory.patch("users", BREAK_GLASS.id, { accountEnabled: false }),
  },
  "delete-break-glass": {
    does: `deletes the account ${BREAK_GLASS.name}`,
    look: "the exclusion is of nobody now, and the way back is narrower",
    play: ({ directory, data }) => {
      if (!data.users.some(({ id }) => id === BREAK_GLASS.id))
        throw new NotHere(`${BREAK_GLASS.name} is deleted already\n  help: \`npm run sandbox:reset\` brings it back`);
      return directory.remove("users", BREAK_GLASS.id);
    },
  },
} as const satisfies { readonly [name: string]: Scenario };

function excludedGroup(portal: Portal): string {
  const [group] = excluded(portal, "excludeGroups");
  if (group !== undefined) return group;
  throw new NotHere(`the policy excludes no group that somebody could join
  help: add this to config/dev.yaml, run \`npm run sandbox -- up\`, then this again

  - group: ${EXCLUSIONS.id}
    members: [eeeeeeee-0000-4000-8000-000000000001]
    kind: service-account
    reason: Directory synchronisation signs in without a person
    owner: identity-team@contoso.example
    approvedBy: ciso@contoso.example
    reviewBy: 2027-01-31`);
}
