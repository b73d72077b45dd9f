import Database
import GRDBSQLite

extension SQLError {
  /// What SQLite refused, from its extended result code and its message.
  ///
  /// SQLite names the table and columns of a `UNIQUE` or `NOT NULL` constraint and the name of a
  /// `CHECK`, inside its message; of a foreign key it tells nothing.
  init(sqlite code: Int32, message: String) {
    self.init(Self.kind(code, message), code: String(code), message: message)
    switch kind {
    case .unique, .notNull:
      let names = Self.subject(message).split(separator: ",").map { name in
        name.drop { $0 == " " }.split(separator: ".", maxSplits: 1).map(String.init)
      }
      table = names.first?.first
      columns = names.compactMap { $0.count == 2 ? $0[1] : nil }
    case .check:
      constraint = Self.subject(message)
    default:
      break
    }
  }

  /// The last error of a connection.
  init(of connection: OpaquePointer?) {
    self.init(
      sqlite: sqlite3_extended_errcode(connection),
      message: String(cString: sqlite3_errmsg(connection)))
  }

  /// The message without "UNIQUE constraint failed: ".
  private static func subject(_ message: String) -> String {
    guard let colon = message.firstIndex(of: ":") else { return "" }
    return String(message[message.index(after: colon)...].drop { $0 == " " })
  }

  private static func kind(_ code: Int32, _ message: String) -> Kind {
    // A full disk shows itself first where the index of the log cannot grow (IOERR_SHMSIZE).
    if code == SQLITE_IOERR | (19 << 8) { return .full }
    return switch code & 0xff {
    case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL: .busy(nil)
    case SQLITE_CONSTRAINT: constraintKind(code >> 8, message)
    case SQLITE_ERROR, SQLITE_MISUSE, SQLITE_RANGE: .syntax
    case SQLITE_MISMATCH: .mismatch
    case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH: .readOnly
    case SQLITE_FULL: .full
    case SQLITE_CORRUPT, SQLITE_FORMAT: .corrupt
    case SQLITE_NOTADB: .notADatabase
    case SQLITE_CANTOPEN: .cannotOpen
    case SQLITE_IOERR: .ioError
    case SQLITE_INTERRUPT, SQLITE_ABORT: .interrupted
    default: .other
    }
  }

  // The second byte of the code tells the constraint. RESTRICT reports itself as a trigger, and
  // only the message tells it from RAISE.
  private static func constraintKind(_ detail: Int32, _ message: String) -> Kind {
    switch detail {
    case 1: .check
    case 3: .foreignKey
    case 5: .notNull
    case 6, 8, 10: .unique
    case 7: message == "FOREIGN KEY constraint failed" ? .foreignKey : .trigger
    case 12: .mismatch
    default: .other
    }
  }
}
