import { type Fields, flagOf, isUnset, textOf, textsOf } from "../values";
import { SETTABLE_TEXTS } from "./user-fields";

/** A user as it is sent to make it. The password goes to Graph here and nowhere else. */
export function newUserToGraph(plan: Fields): Fields {
  const upn = textOf(plan, "userPrincipalName");
  return {
    ...changeable(plan),
    mailNickname: textOf(plan, "mailNickname") || (upn.split("@")[0] ?? upn),
    mail: textOf(plan, "mail") || null,
    passwordProfile: passwordProfile(plan),
    ...businessPhones(plan),
    ...whenSet("onPremisesImmutableId", textOf(plan, "onpremisesImmutableId")),
    ...whenSet("employeeHireDate", textOf(plan, "employeeHireDate")),
  };
}

/** A change of a user: everything that may change, and the password only when it did. */
export function userChangeToGraph(plan: Fields, seen: Fields): Fields {
  const changed = (name: string) => textOf(plan, name) !== textOf(seen, name);
  const changedText = (name: string, graphName: string) =>
    changed(name) ? { [graphName]: textOf(plan, name) || null } : {};
  return {
    ...changeable(plan),
    mailNickname: textOf(plan, "mailNickname") || null,
    ...(changed("password") && textOf(plan, "password") !== "" ? { passwordProfile: passwordProfile(plan) } : {}),
    ...(changed("mail") ? whenSet("mail", textOf(plan, "mail")) : {}),
    ...changedText("onpremisesImmutableId", "onPremisesImmutableId"),
    ...changedText("employeeHireDate", "employeeHireDate"),
    ...businessPhones(plan),
  };
}

function changeable(plan: Fields): Fields {
  const texts = Object.entries(SETTABLE_TEXTS).map(([name, graphName]) => [graphName, textOf(plan, name) || null]);
  return {
    "@odata.type": "#microsoft.graph.user",
    ...Object.fromEntries(texts),
    accountEnabled: isOn(plan, "accountEnabled"),
    displayName: textOf(plan, "displayName"),
    userPrincipalName: textOf(plan, "userPrincipalName"),
    employeeOrgData: { costCenter: textOf(plan, "costCenter") || null, division: textOf(plan, "division") || null },
    otherMails: textsOf(plan, "otherMails"),
    passwordPolicies: passwordPolicies(plan),
  };
}

/** A flag that is on unless the program says otherwise. */
export const isOn = (plan: Fields, name: string): boolean => isUnset(plan[name]) || flagOf(plan, name);

function passwordPolicies(plan: Fields): string | null {
  const policies = ["DisablePasswordExpiration", "DisableStrongPassword"];
  const names = ["disablePasswordExpiration", "disableStrongPassword"];
  return policies.filter((_, index) => flagOf(plan, names[index] ?? "")).join(", ") || null;
}

const passwordProfile = (plan: Fields): Fields => ({
  forceChangePasswordNextSignIn: flagOf(plan, "forcePasswordChange"),
  password: textOf(plan, "password"),
});

function businessPhones(plan: Fields): Fields {
  const phones = textsOf(plan, "businessPhones");
  return phones.length === 0 ? {} : { businessPhones: phones };
}

const whenSet = (name: string, text: string): Fields => (text === "" ? {} : { [name]: text });
