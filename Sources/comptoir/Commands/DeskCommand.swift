import ArgumentParser

/// A command that works on a company: it is opened before and closed after.
protocol DeskCommand: ParsableCommand {
  /// Company, person, language, form of the answer.
  var common: CommonOptions { get }
  /// Does it.
  func run(_ shell: Shell) throws
}

extension DeskCommand {
  mutating func run() throws {
    let wish = common.wish
    try wish.naming {
      let open = try OpenDesk(wish)
      defer { try? open.file.database.close() }
      try run(Shell(open, common))
    }
  }
}
