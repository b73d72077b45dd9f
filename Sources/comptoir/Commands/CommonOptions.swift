import ArgumentParser
import Resources
import SalesDesk

/// The options of every command that works on a company.
struct CommonOptions: ParsableArguments {
  @Option(name: .customLong("database"), help: Words.help("database"))
  var database: String?

  @Option(name: .customLong("user"), help: Words.help("user"))
  var user: String?

  @Option(name: .customLong("lang"), help: Words.help("lang"))
  var language: String?

  @Flag(name: .customLong("json"), help: Words.help("json"))
  var json = false

  @Flag(name: .customLong("yes"), help: Words.help("yes"))
  var yes = false

  func validate() throws {
    guard let language, Texts.Language(rawValue: language) == nil else { return }
    throw ValidationError.value("--lang", language)
  }

  /// The company and the person that were asked for.
  var wish: DeskWish { DeskWish(database: database, user: user) }
}

extension ValidationError {
  /// The value of an option is not understood.
  static func value(_ name: String, _ text: String) -> ValidationError {
    let facts = [Fact("name", .text(name)), Fact("text", .text(text))]
    return ValidationError(Words.format.text("cli.badValue", facts))
  }
}
