import type { Fields } from "../../../sandbox/provider/plugin/values";
import type { ProjectUnderTest } from "../session/project-under-test";

/** A resource in the state of a stack. */
export interface Resource {
  readonly urn: string;
  readonly type: string;
  readonly id: string;
  readonly inputs: Fields;
  readonly outputs: Fields;
}

/** The azuread resources that a project's stack has. */
export async function azureadResources(project: ProjectUnderTest): Promise<readonly Resource[]> {
  const { deployment } = await project.json<{ deployment: { resources?: Resource[] } }>("stack", "export");
  return (deployment.resources ?? []).filter(({ type }) => type.startsWith("azuread:"));
}
