/** Something that may never be, in any landing zone, but is. */
export interface Breach {
  /** `<role>@<plane>`, or who else. */
  readonly who: string;
  readonly what: string;
  readonly because: string;
}
