import { emailAddress, lengthBetween, notEmpty, oneOf } from "../rules";
import type { Field, Rule, Shape, Use } from "../shape";
import { KEPT_TEXTS, SETTABLE_TEXTS, SHOWN_TEXTS } from "./user-fields";

const RULES: Readonly<Record<string, Rule>> = {
  ageGroup: oneOf("Adult", "Minor", "NotAdult"),
  consentProvidedForMinor: oneOf("Denied", "Granted", "NotRequired"),
  employeeId: lengthBetween(0, 16),
  employeeType: lengthBetween(0, 64),
};

function texts(names: Readonly<Record<string, string>>, use: Use): Record<string, Field> {
  const entries = Object.keys(names).map((name): [string, Field] => {
    const rule = RULES[name];
    return [name, { kind: "text", use, ...(rule === undefined ? {} : { rule }) }];
  });
  return Object.fromEntries(entries);
}

/** A user, as programs write it. */
export const userShape: Shape = {
  fields: {
    userPrincipalName: { kind: "text", use: "required", rule: emailAddress },
    displayName: { kind: "text", use: "required", rule: notEmpty },
    ...texts(SETTABLE_TEXTS, "optional"),
    ...texts(KEPT_TEXTS, "optionalComputed"),
    ...texts(SHOWN_TEXTS, "computed"),
    accountEnabled: { kind: "flag", use: "optional", unset: true },
    businessPhones: { kind: "list", use: "optionalComputed" },
    costCenter: { kind: "text", use: "optional" },
    disablePasswordExpiration: { kind: "flag", use: "optional" },
    disableStrongPassword: { kind: "flag", use: "optional" },
    division: { kind: "text", use: "optional" },
    employeeHireDate: { kind: "text", use: "optional" },
    forcePasswordChange: { kind: "flag", use: "optional" },
    imAddresses: { kind: "list", use: "computed" },
    managerId: { kind: "text", use: "optional" },
    objectId: { kind: "text", use: "computed" },
    onpremisesSyncEnabled: { kind: "flag", use: "computed" },
    otherMails: { kind: "set", use: "optional" },
    password: { kind: "text", use: "optionalComputed", secret: true, rule: lengthBetween(1, 256) },
    proxyAddresses: { kind: "list", use: "computed" },
    showInAddressList: { kind: "flag", use: "optional", unset: true },
  },
};
