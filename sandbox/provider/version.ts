/** The azuread plugin that the sandbox uses, or stands in for: the one that belongs to `@pulumi/azuread` of this project. */
export const PLUGIN_VERSION = "6.9.1";
