import { resolve } from "node:path";
import ts from "typescript";
import type { Members } from "./facts";

const entry = resolve(__dirname, "../../../sdks/azuredevops/index.ts");

/** What the SDK's TypeScript declares, read through the compiler: types are gone at run time. */
export class Declarations {
  private readonly checker: ts.TypeChecker;
  private readonly index: ts.Symbol;

  constructor() {
    const program = ts.createProgram([entry], {
      strict: true,
      skipLibCheck: true,
      types: [],
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      resolveJsonModule: true,
    });
    this.checker = program.getTypeChecker();
    const file = program.getSourceFile(entry);
    const index = file && this.checker.getSymbolAtLocation(file);
    if (index === undefined) throw new Error(`${entry} is not a module`);
    this.index = index;
  }

  /** Names that a module exports: the SDK's index, or a namespace in it such as `types.input`. */
  exportsOf(path: string): string[] {
    return this.checker.getExportsOfModule(this.module(path)).map((symbol) => symbol.name);
  }

  /** Members of an interface or type, inherited ones included. */
  membersOf(name: string, path = ""): Members {
    const type = this.checker.getDeclaredTypeOfSymbol(this.symbol(name, path));
    return members(this.checker.getPropertiesOfType(type));
  }

  /** Properties that a class itself declares. */
  propertiesOfClass(name: string): Members {
    const own = [...(this.symbol(name, "").members?.values() ?? [])];
    return members(own.filter((symbol) => (symbol.flags & ts.SymbolFlags.Property) !== 0));
  }

  /** Doc comment of what the index exports. */
  commentOf(name: string): string {
    return ts.displayPartsToString(this.symbol(name, "").getDocumentationComment(this.checker));
  }

  private symbol(name: string, path: string): ts.Symbol {
    const found = this.checker.getExportsOfModule(this.module(path)).find((symbol) => symbol.name === name);
    if (found === undefined) throw new Error(`the SDK declares no ${path === "" ? name : `${path}.${name}`}`);
    return this.resolved(found);
  }

  private module(path: string): ts.Symbol {
    let module = this.index;
    for (const part of path.split(".").filter((each) => each !== "")) {
      const next = this.checker.getExportsOfModule(module).find((symbol) => symbol.name === part);
      if (next === undefined) throw new Error(`the SDK has no ${path}`);
      module = this.resolved(next);
    }
    return module;
  }

  private resolved(symbol: ts.Symbol): ts.Symbol {
    return (symbol.flags & ts.SymbolFlags.Alias) !== 0 ? this.checker.getAliasedSymbol(symbol) : symbol;
  }
}

function members(symbols: readonly ts.Symbol[]): Members {
  return Object.fromEntries(
    symbols.map((symbol) => {
      const optional = (symbol.flags & ts.SymbolFlags.Optional) !== 0;
      return [optional ? `${symbol.name}?` : symbol.name, typeText(symbol)];
    }),
  );
}

/** The type as written, without the line breaks and trailing commas of the formatter. */
function typeText(symbol: ts.Symbol): string {
  const declaration = symbol.declarations?.[0];
  if (declaration === undefined) throw new Error(`${symbol.name} has no declaration`);
  if (!ts.isPropertySignature(declaration) && !ts.isPropertyDeclaration(declaration)) {
    throw new Error(`${symbol.name} is not a property: ${declaration.getText()}`);
  }
  const text = declaration.type?.getText() ?? "no type";
  return text.replaceAll(/\s+/g, " ").replaceAll(/(?<=<) | (?=>)/g, "");
}
