/** An image of a repository, as its life cycle sees it. */
export interface Image {
  readonly digest: string;
  readonly tags: readonly string[];
  /** Days since it was pushed. */
  readonly age: number;
}

interface Rule {
  readonly rulePriority: number;
  readonly selection: {
    readonly tagStatus: "tagged" | "untagged" | "any";
    readonly tagPrefixList?: readonly string[];
    readonly countType: "imageCountMoreThan" | "sinceImagePushed";
    readonly countNumber: number;
  };
  readonly action: { readonly type: "expire" };
}

/** A life-cycle policy of ECR. */
export interface Lifecycle {
  readonly rules: readonly Rule[];
}

/**
 * Digests of the images that a policy expires, as Amazon ECR documents it (How lifecycle policies work): every rule
 * looks at all images; then the rules are applied by priority, and an image whose tags a rule asks for cannot be expired
 * by a rule of lower priority, whether the first rule expires it or not.
 */
export function expiredBy({ rules }: Lifecycle, images: readonly Image[]): string[] {
  const byPriority = [...rules].sort((one, other) => one.rulePriority - other.rulePriority);
  return images
    .filter((image) => {
      const first = byPriority.find((rule) => selects(rule, image));
      return first !== undefined && marked(first, images).includes(image);
    })
    .map(({ digest }) => digest)
    .sort();
}

/** With several prefixes, an image needs a tag for each. */
function selects({ selection: { tagStatus, tagPrefixList = [] } }: Rule, { tags }: Image): boolean {
  switch (tagStatus) {
    case "any":
      return true;
    case "untagged":
      return tags.length === 0;
    case "tagged":
      return tagPrefixList.every((prefix) => tags.some((tag) => tag.startsWith(prefix)));
  }
}

function marked(rule: Rule, images: readonly Image[]): readonly Image[] {
  const { countType, countNumber } = rule.selection;
  const selected = images.filter((image) => selects(rule, image));
  return countType === "sinceImagePushed"
    ? selected.filter(({ age }) => age > countNumber)
    : [...selected].sort((one, other) => one.age - other.age).slice(countNumber);
}
