/** What is wrong with a tenant file, and where: a JSON path such as `groups[3].members[0].id`. */
export interface ShapeError {
  readonly path: string;
  readonly problem: string;
}
