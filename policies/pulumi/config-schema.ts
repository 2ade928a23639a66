import type { PolicyConfigSchema } from "@pulumi/policy";
import type { Rule } from "../model/rule";
import { KEYS } from "../settings/keys";

/** The settings of a rule, for the engine and for whoever edits them. */
export const configSchemaOf = ({ id }: Rule): PolicyConfigSchema => ({
  properties: Object.fromEntries(
    Object.entries(KEYS)
      .filter(([, { rule }]) => rule === id)
      .map(([name, { schema }]) => [name, schema]),
  ),
});
