/** A measured stack: a title, and its program. */
export interface MeasuredStack {
  readonly title: string;
  readonly program: string;
}

const another = (count: number): string => `
const pulumi = require("@pulumi/pulumi");
for (let number = 0; number < ${count}; number++) {
  const args = {
    name: "thing" + number,
    resourceGroupName: "group" + (number % 20),
    location: "westeurope",
    enabled: true,
    size: number,
    tags: { team: "identity", environment: "production" },
  };
  new pulumi.CustomResource("plain:index:Thing", "thing-" + number, args, { version: "1.0.0" });
}
`;

/** Resources of Entra: one in five is a group, and the others are memberships in existing groups. */
const entra = (count: number): string => `
const azuread = require("@pulumi/azuread");
const id = (kind, number) => kind.repeat(8) + "-0000-4000-8000-" + number.toString(16).padStart(12, "0");
for (let number = 0; number < ${count}; number++) {
  if (number % 5 === 0)
    new azuread.Group("group-" + number, { displayName: "Team " + number, securityEnabled: true });
  else
    new azuread.GroupMember("member-" + number, {
      groupObjectId: id("c", 100 + (number % 50)),
      memberObjectId: id("a", number),
    });
}
`;

export const STACKS: readonly MeasuredStack[] = [
  { title: "no resources", program: another(0) },
  { title: "1,000 resources of another package", program: another(1000) },
  { title: "1,000 groups and memberships", program: entra(1000) },
];
