import { personInJson, stateInJson, wayInJson } from "./explanation-in-json";
import type { Naming } from "./human/naming";
import { directoryNames } from "./principal";

/** The policies that name a person, as one line of JSON. */
export const namingInJson = ({ file, tenant, person, policies }: Naming): string =>
  `${JSON.stringify({
    file,
    user: personInJson(person, directoryNames(tenant)),
    policies: policies.map(({ policy, isAbout, included, excluded }) => ({
      policy: policy.id,
      displayName: policy.displayName,
      state: stateInJson(policy),
      isAbout,
      includedBy: included.map(wayInJson),
      excludedBy: excluded.map(wayInJson),
    })),
  })}\n`;
