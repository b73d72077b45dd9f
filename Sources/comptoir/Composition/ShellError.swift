import Sales

/// What the command line itself has to say no to, beside rules and the database.
enum ShellError: Error, Hashable {
  /// `COMPTOIR_NOW` is not an instant.
  case badInstant(String)
  /// A value of an option or argument is not understood: its name, what was typed.
  case badValue(name: String, text: String)
  /// A final act without `--yes`, and nobody to ask: its consequence.
  case unconfirmed(String)
  /// The person was asked and said no.
  case givenUp
  /// The company exists already: `init` writes nothing over it.
  case companyExists(path: String)
  /// A copy never writes over anything: what stands there.
  case copyOccupied(path: String)
  /// The demo command never writes over a company that is not made up.
  case notADemo(path: String)
  /// No import profile of that name; those there are.
  case noSuchProfile(String, known: [String])
  /// A command on files was asked of a company on a server: which command, the address.
  case filesOnly(command: String, path: String)
  /// A version of a quote that was never sent has no file kept: number, version.
  case neverSent(number: String, version: Int)
  /// A file to write exists already.
  case fileExists(path: String)
  /// No such file, a folder, or one too large to be a list.
  case noSuchFile(path: String)
  /// A file cannot be written or read: the system's reason.
  case fileTrouble(path: String, reason: String)
  /// A file cannot be written: the system's number for why.
  case unwritable(path: String, errno: Int32)
  /// The workstation needs a terminal.
  case noTerminal
  /// This terminal cannot place a cursor.
  case unsuitableTerminal(String)
  /// The company has no user who may act.
  case noActiveUser
  /// A typed line is not understood: what was typed, where.
  case badLine(text: String, position: Int)
  /// A customer's wish that cannot be worked on.
  case badWish(WishProblem)
  /// A search among products is answered by several.
  case ambiguousProduct(String, [String])
  /// `check` found something: how many findings.
  case checkFailed(Int)
}
