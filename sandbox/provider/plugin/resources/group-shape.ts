import { notEmpty, uuid } from "../rules";
import { block, flag, type Shape, set, text } from "../shape";
import { type Fields, flagOf, textOf, textsOf } from "../values";

/** The fields of a security group in a program. Those of mail, Teams and synchronised groups are the official plugin's alone. */
export const groupShape: Shape = {
  together: [
    { kind: "atLeastOne", names: ["securityEnabled", "mailEnabled"] },
    { kind: "conflict", names: ["dynamicMembership", "members"] },
  ],
  fields: {
    displayName: text("required", notEmpty),
    description: text("optional"),
    assignableToRole: { ...flag("optional"), replaces: true },
    dynamicMembership: block("optional", { fields: { enabled: flag("required"), rule: text("required", notEmpty) } }),
    mailEnabled: flag("optional"),
    mailNickname: { ...text("optionalComputed", notEmpty), replaces: true },
    members: set("optionalComputed", uuid),
    owners: set("optionalComputed", uuid),
    securityEnabled: flag("optional"),
    types: { ...set("optional"), replaces: true },
    objectId: text("computed"),
  },
};

/** A group of Graph in the terms of a program, without its members and owners. */
export const groupFromGraph = (group: Fields): Fields => ({
  displayName: textOf(group, "displayName"),
  description: textOf(group, "description"),
  assignableToRole: flagOf(group, "isAssignableToRole"),
  dynamicMembership: dynamicMembership(group),
  mailEnabled: flagOf(group, "mailEnabled"),
  mailNickname: textOf(group, "mailNickname"),
  securityEnabled: flagOf(group, "securityEnabled"),
  types: textsOf(group, "groupTypes"),
  objectId: textOf(group, "id"),
});

function dynamicMembership(group: Fields): Fields | null {
  const rule = textOf(group, "membershipRule");
  return rule === "" ? null : { enabled: textOf(group, "membershipRuleProcessingState") !== "Paused", rule };
}
