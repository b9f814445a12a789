/** Accounts of AWS that hold the images of SageMaker in one Region. scikit-learn shares the account of XGBoost. */
export interface ImageAccounts {
  readonly deepLearning: string;
  readonly xgboost: string;
  /** Undefined where SageMaker does not offer Model Monitor. */
  readonly modelMonitor: string | undefined;
  /** Undefined where SageMaker does not offer Clarify. */
  readonly clarify: string | undefined;
}

type Row = readonly [
  deepLearning: string,
  xgboost: string,
  modelMonitor?: string | undefined,
  clarify?: string,
];

/**
 * Accounts of AWS that hold the images of SageMaker, by Region: deep learning containers, then XGBoost and scikit-learn,
 * Model Monitor and Clarify where they are offered (https://docs.aws.amazon.com/sagemaker/latest/dg-ecr-paths/).
 */
const IMAGE_ACCOUNTS: Readonly<Record<string, Row>> = {
  "af-south-1": ["626614931356", "510948584623", "875698925577", "811711786498"],
  "ap-east-1": ["871362719292", "651117190479", "001633400207", "098760798382"],
  "ap-northeast-1": ["763104351884", "354813040037", "574779866223", "377024640650"],
  "ap-northeast-2": ["763104351884", "366743142698", "709848358524", "263625296855"],
  "ap-northeast-3": ["364406365360", "867004704886", "990339680094", "912233562940"],
  "ap-south-1": ["763104351884", "720646828776", "126357580389", "452307495513"],
  "ap-south-2": ["772153158452", "628508329040"],
  "ap-southeast-1": ["763104351884", "121021644041", "245545462676", "834264404009"],
  "ap-southeast-2": ["763104351884", "783357654285", "563025443158", "007051062584"],
  "ap-southeast-3": ["907027046896", "951798379941", "669540362728", "705930551576"],
  "ap-southeast-4": ["457447274322", "106583098589"],
  "ca-central-1": ["763104351884", "341280168497", "536280801234", "675030665977"],
  "ca-west-1": ["204538143572", "190319476487"],
  "cn-north-1": ["727897471807", "450853457545", "453000072557", "122526803553"],
  "cn-northwest-1": ["727897471807", "451049120500", "453252182341", "122578899357"],
  "eu-central-1": ["763104351884", "492215442770", "048819808253", "017069133835"],
  "eu-central-2": ["380420809688", "680994064768", "590183933784", "730335477804"],
  "eu-north-1": ["763104351884", "662702820516", "895015795356", "763603941244"],
  "eu-south-1": ["692866216735", "978288397137", "933208885752", "638885417683"],
  "eu-south-2": ["503227376785", "104374241257", "437450045455"],
  "eu-west-1": ["763104351884", "141502667606", "468650794304", "131013547314"],
  "eu-west-2": ["763104351884", "764974769150", "749857270468", "440796970383"],
  "eu-west-3": ["763104351884", "659782779980", "680080141114", "341593696636"],
  "il-central-1": ["780543022126", "898809789911", "843974653677"],
  "me-central-1": ["914824155844", "272398656194", "588750061953"],
  "me-south-1": ["217643126080", "801668240914", "607024016150", "835444307964"],
  "sa-east-1": ["763104351884", "737474898029", "539772159869", "520018980103"],
  "us-east-1": ["763104351884", "683313688378", "156813124566", "205585389593"],
  "us-east-2": ["763104351884", "257758044811", "777275614652", "211330385671"],
  "us-gov-east-1": ["446045086412", "237065988967"],
  "us-gov-west-1": ["442386744353", "414596584902", undefined, "598674086554"],
  "us-west-1": ["763104351884", "746614075791", "890145073186", "740489534195"],
  "us-west-2": ["763104351884", "246618743249", "159807026194", "306415355426"],
};

/**
 * Accounts of AWS from which a Region's images of SageMaker are pulled.
 *
 * @throws Error if the Region is not in the table.
 */
export function imageAccountsOfAws(region: string): string[] {
  return rowOf(region).filter((account) => account !== undefined);
}

/**
 * The same accounts by what they hold.
 *
 * @throws Error if the Region is not in the table.
 */
export function imageAccountsByPurpose(region: string): ImageAccounts {
  const [deepLearning, xgboost, modelMonitor, clarify] = rowOf(region);
  return { deepLearning, xgboost, modelMonitor, clarify };
}

function rowOf(region: string): Row {
  const row = IMAGE_ACCOUNTS[region];
  if (row === undefined) {
    throw new Error(
      `the accounts that hold SageMaker's images in ${region} are not known: add them to IMAGE_ACCOUNTS`,
    );
  }
  return row;
}
