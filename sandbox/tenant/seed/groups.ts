import type { GroupRecord } from "../store/tenant-data";
import { seedId } from "./ids";

const members = (...numbers: readonly number[]): readonly string[] => numbers.map((n) => seedId("member", n));

/** Groups, some inside others; the one for exclusions is role-assignable, so that a right to change groups doesn't open it. */
export function seedGroups(): readonly GroupRecord[] {
  return [
    group(1, "Engineering", [seedId("group", 2), seedId("group", 3)], {}),
    group(2, "Platform team", [...members(1, 2, 3), seedId("guest", 5)], {}),
    group(3, "Developers", [...members(4, 5, 6, 7, 20), seedId("guest", 6)], {}),
    group(4, "Operations", [...members(8, 9, 19), seedId("group", 5)], {}),
    group(5, "Help desk", members(10, 11), {}),
    group(6, "Admins", members(17, 18, 19), { isAssignableToRole: true }),
    group(7, "Azure subscription owners", [seedId("group", 2), seedId("group", 4)], {}),
    group(8, "Partners", [seedId("guest", 2), seedId("guest", 3), seedId("guest", 4)], {}),
    group(9, "Azure MFA exclusions", [seedId("service", 1)], { isAssignableToRole: true }),
    group(10, "Finance", [...members(12, 13, 14), seedId("guest", 1)], {}),
  ];
}

function group(
  n: number,
  displayName: string,
  inside: readonly string[],
  rest: { readonly isAssignableToRole?: boolean },
): GroupRecord {
  const object = {
    id: seedId("group", n),
    displayName,
    description: null,
    groupTypes: [],
    isAssignableToRole: false,
    mail: null,
    mailEnabled: false,
    mailNickname: displayName.toLowerCase().replaceAll(" ", "-"),
    membershipRule: null,
    securityEnabled: true,
    visibility: null,
    isManagementRestricted: null,
    createdDateTime: "2024-02-01T08:00:00Z",
    ...rest,
  };
  return { object, members: inside, owners: [seedId("member", 17)] };
}
