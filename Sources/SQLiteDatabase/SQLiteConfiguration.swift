import Database
import GRDB
import GRDBSQLite

/// How connections are set up: sized for a company of 500 MB.
enum SQLiteConfiguration {
  /// The writer and, derived from it by GRDB, the readers of a pool.
  static func writer(_ patience: Patience) -> Configuration {
    var configuration = Configuration()
    configuration.label = "comptoir.database"
    configuration.foreignKeysEnabled = true
    configuration.busyMode = .callback { patience.wait($0) }
    configuration.maximumReaderCount = 4
    configuration.prepareDatabase { try prepare($0, cacheKiB: 16_384) }
    return configuration
  }

  /// The indicators' own connection.
  static func indicators() -> Configuration {
    var configuration = Configuration()
    configuration.label = "comptoir.indicators"
    configuration.readonly = true
    configuration.qos = .utility
    configuration.busyMode = .timeout(5)
    configuration.prepareDatabase { try prepare($0, cacheKiB: 8_192) }
    return configuration
  }

  // Pages are read through a map of the file, which all connections share, as large as SQLite makes one
  // (2 GiB by default): what lies beyond it is copied into the cache of each connection. Those stay small. A
  // log that an import made large is cut back.
  private static func prepare(_ database: GRDB.Database, cacheKiB: Int) throws {
    try database.execute(
      sql: """
        PRAGMA mmap_size = 17179869184;
        PRAGMA cache_size = -\(cacheKiB);
        PRAGMA temp_store = MEMORY;
        PRAGMA journal_size_limit = 33554432
        """)
  }
}

/// What the SQLite of this machine must bring.
enum SQLiteLibrary {
  static func check(_ path: String) throws {
    guard sqlite3_libversion_number() >= 3_040_000 else {
      throw OpenError.other(
        path: path,
        SQLError(.other, message: "SQLite 3.40 or newer is needed, this is \(version)"))
    }
    guard sqlite3_compileoption_used("ENABLE_FTS5") != 0 else {
      throw OpenError.other(
        path: path, SQLError(.other, message: "this SQLite \(version) was built without FTS5"))
    }
  }

  private static var version: String { String(cString: sqlite3_libversion()) }
}
