/// What an engine refused, mapped alike for all engines.
public struct SQLError: Error, Hashable, Sendable {
  /// What a caller can act upon.
  public enum Kind: Hashable, Sendable {
    /// Somebody else is writing and did not finish in time; who, when they left their name.
    case busy(Holder?)
    /// Two transactions waited for each other and this one was chosen to give way.
    case deadlock
    /// The snapshot this transaction was built on has changed.
    case serialization
    /// A value that must be unique exists already.
    case unique
    /// A value that must be known is null.
    case notNull
    /// A condition of the schema does not hold.
    case check
    /// A record that is referred to is absent, or one still referred to was to be deleted.
    case foreignKey
    /// A trigger of the schema refused; `message` is its own text.
    case trigger
    /// The statement is not understood: a programmer's mistake, or a schema of another version.
    case syntax
    /// A column does not hold the type that was asked for.
    case mismatch
    /// The file, the connection or the transaction may not write.
    case readOnly
    /// The disk, or the space allowed to the database, is full.
    case full
    /// The file is damaged.
    case corrupt
    /// The file is something else than a database.
    case notADatabase
    /// The file cannot be opened or created.
    case cannotOpen
    /// The file is no longer where it was opened: what is written would go with it.
    case gone
    /// The disk reported an error.
    case ioError
    /// The statement was stopped on purpose.
    case interrupted
    /// The server went away, or the database is closed. Nothing of the transaction is done.
    case connectionLost
    /// The server went away while the transaction was being committed: it is done, or it is not.
    case outcomeUnknown
    /// The database knows this user, and does not let him do that.
    case permissionDenied
    /// Anything else.
    case other
  }

  /// What a caller can act upon.
  public var kind: Kind
  /// The engine's own code: SQLite's extended result code in decimal, or PostgreSQL's SQLSTATE.
  public var code: String
  /// The engine's own words, for the log.
  public var message: String
  /// The name of the constraint, where the engine tells: of a `CHECK` in SQLite.
  public var constraint: String?
  /// The table of the constraint, where the engine tells.
  public var table: String?
  /// The columns of the constraint, where the engine tells.
  public var columns: [String]

  /// An error; what the engine did not tell stays nil.
  public init(_ kind: Kind, code: String = "", message: String) {
    self.kind = kind
    self.code = code
    self.message = message
    self.constraint = nil
    self.table = nil
    self.columns = []
  }

  /// Whether the schema refused the change: a constraint, a reference or a trigger.
  public var isConstraint: Bool {
    switch kind {
    case .unique, .notNull, .check, .foreignKey, .trigger: true
    default: false
    }
  }

  /// Whether the same transaction may succeed when it is run again.
  public var isTransient: Bool {
    switch kind {
    case .busy, .deadlock, .serialization: true
    default: false
    }
  }
}

/// Who keeps the others waiting: an import or a restore that holds the company's file.
public struct Holder: Hashable, Sendable {
  /// The number of the process.
  public var processID: Int32
  /// The code of the user.
  public var user: String
  /// The command at work, such as `import`.
  public var what: String
  /// When it began, in milliseconds since 1970-01-01 UTC.
  public var sinceMs: Int64

  /// A holder.
  public init(processID: Int32, user: String, what: String, sinceMs: Int64) {
    self.processID = processID
    self.user = user
    self.what = what
    self.sinceMs = sinceMs
  }
}

/// Why a company's database was not opened. It is as it was.
public enum OpenError: Error, Hashable, Sendable {
  /// The path is a directory.
  case isDirectory(path: String)
  /// The path is neither a file nor a directory: a device, a pipe, a socket.
  case notAFile(path: String)
  /// There is no file at that path, and none was to be created.
  case noSuchFile(path: String)
  /// The folder of the file does not exist.
  case noSuchFolder(path: String)
  /// The file may not be read.
  case notReadable(path: String)
  /// The file may be read but not written.
  case readOnly(path: String)
  /// The file cannot be created in that folder.
  case cannotCreate(path: String, reason: String)
  /// The file is something else than a database.
  case notADatabase(path: String)
  /// The file is a database of another program.
  case foreign(path: String, applicationID: UInt32)
  /// The file is damaged, with what the engine says.
  case damaged(path: String, reason: String)
  /// The file was written by a newer version of the program.
  case newerSchema(path: String, found: Int, known: Int)
  /// The disk is full.
  case full(path: String)
  /// Somebody else holds the file.
  case busy(path: String, holder: Holder?)
  /// No server answers at that address, with what the system says.
  case unreachable(path: String, reason: String)
  /// The server does not let this user in, with what it says.
  case loginRefused(path: String, reason: String)
  /// The server has no database of that name.
  case noSuchDatabase(path: String)
  /// The database holds no company yet, and none was to be made.
  case noCompany(path: String)
  /// The database sorts texts in the way of a language, or does not hold UTF-8: what it has.
  case unsuitableLocale(path: String, found: String)
  /// The server is older than this program needs: what it is.
  case oldServer(path: String, found: String)
  /// Anything else.
  case other(path: String, SQLError)

  /// The file or address in question.
  public var path: String {
    switch self {
    case .isDirectory(let path), .notAFile(let path), .noSuchFile(let path),
      .noSuchFolder(let path), .notReadable(let path), .readOnly(let path),
      .cannotCreate(let path, _), .notADatabase(let path), .foreign(let path, _),
      .damaged(let path, _), .newerSchema(let path, _, _), .full(let path), .busy(let path, _),
      .unreachable(let path, _), .loginRefused(let path, _), .noSuchDatabase(let path),
      .noCompany(let path), .unsuitableLocale(let path, _), .oldServer(let path, _),
      .other(let path, _):
      path
    }
  }
}
