import Exchange
import Glibc
import SalesDesk
import Workstation

extension ShellError {
  /// What the person reads.
  func words(_ format: Format) -> String {
    func word(_ name: String, _ text: String) -> Fact { Fact(name, .text(text)) }
    switch self {
    case .badInstant(let text): return format.text("cli.badInstant", [word("text", text)])
    case .badValue(let name, let text):
      return format.text("cli.badValue", [word("name", name), word("text", text)])
    case .unconfirmed(let consequence):
      return format.text("cli.unconfirmed", [word("consequence", consequence)])
    case .givenUp: return format.text("cli.givenUp")
    case .companyExists(let path): return format.text("cli.companyExists", [word("path", path)])
    case .copyOccupied(let path): return format.text("cli.copy.occupied", [word("path", path)])
    case .notADemo(let path): return format.text("cli.notADemo", [word("path", path)])
    case .noSuchProfile(let text, let known):
      let names = known.joined(separator: ", ")
      return format.text("cli.noSuchProfile", [word("text", text), word("known", names)])
    case .filesOnly(let command, let path):
      return format.text("cli.filesOnly.\(command)", [word("path", path)])
    case .neverSent(let number, let version):
      return format.text(
        "cli.neverSent", [word("number", number), Fact("version", .count(version))])
    case .fileExists(let path): return format.text("cli.fileExists", [word("path", path)])
    case .noSuchFile(let path): return format.text("cli.noSuchFile", [word("path", path)])
    case .fileTrouble(let path, let reason):
      return format.text("cli.fileTrouble", [word("path", path), word("reason", reason)])
    case .unwritable(let path, let number): return format.unwritable(path, number)
    case .noTerminal: return format.text("cli.noTerminal")
    case .unsuitableTerminal(let term):
      return format.text("cli.unsuitableTerminal", [word("term", term)])
    case .noActiveUser: return format.text("cli.noActiveUser")
    case .badLine(let text, let position):
      let place = Fact("position", .count(position + 1))
      return format.text("cli.badLine", [word("text", text), place])
    case .badWish(let problem): return OfferWords.text(problem, format)
    case .ambiguousProduct(let search, let products):
      let names = products.joined(separator: ", ")
      return format.text("cli.ambiguousProduct", [word("search", search), word("products", names)])
    case .checkFailed(let count): return format.texts.text("cli.checkFailed", count: count)
    }
  }

  /// How the program ends.
  var exitCode: Int32 {
    switch self {
    case .unconfirmed, .givenUp, .companyExists, .copyOccupied, .notADemo, .neverSent, .fileExists,
      .fileTrouble,
      .unwritable, .checkFailed:
      Exit.refused
    case .badInstant, .badValue, .filesOnly, .noTerminal, .unsuitableTerminal, .badLine,
      .badWish:
      Exit.usage
    case .noSuchProfile, .noSuchFile, .noActiveUser, .ambiguousProduct: Exit.notFound
    }
  }
}

extension Format {
  /// Why a file could not be written, with what to do next.
  func unwritable(_ path: String, _ number: Int32) -> String {
    let facts = [
      Fact("path", .text(path)), Fact("reason", .text(String(cString: strerror(number)))),
    ]
    return text(ShellError.key(of: number) ?? "cli.fileTrouble", facts)
  }
}
