/// How the bytes of a CSV file stand for characters.
public enum CSVEncoding: String, Sendable, Equatable, CaseIterable {
  case utf8 = "utf-8"
  case utf16LittleEndian = "utf-16le"
  case utf16BigEndian = "utf-16be"
  /// What French spreadsheets on Windows write.
  case windows1252 = "windows-1252"
  case latin1 = "iso-8859-1"
  /// Latin-1 with the euro sign, œ and Ÿ.
  case latin9 = "iso-8859-15"

  /// The encoding of that name, or of one of its usual other names; nil when unknown.
  public init?(name: String) {
    switch name.lowercased() {
    case "utf-8", "utf8": self = .utf8
    case "utf-16le": self = .utf16LittleEndian
    case "utf-16be": self = .utf16BigEndian
    case "windows-1252", "cp1252": self = .windows1252
    case "iso-8859-1", "latin-1", "latin1": self = .latin1
    case "iso-8859-15", "latin-9", "latin9": self = .latin9
    default: return nil
    }
  }
}

/// What separates two cells.
public enum CSVDelimiter: UInt8, Sendable, Equatable, CaseIterable {
  case comma = 0x2C
  case semicolon = 0x3B
  case tab = 0x09
  case pipe = 0x7C

  /// The delimiter written as that character, or as the word `tab`; nil when it is none of ours.
  public init?(name: String) {
    switch name {
    case ",": self = .comma
    case ";": self = .semicolon
    case "\t", "tab": self = .tab
    case "|": self = .pipe
    default: return nil
    }
  }
}

/// How to read a CSV file. What is nil is found out from the file itself.
public struct CSVFormat: Sendable, Equatable {
  /// nil: a byte order mark, else UTF-8 if the whole file is valid UTF-8, else `fallback`.
  public var encoding: CSVEncoding?
  /// nil: the candidate that cuts the first rows into the same number of cells.
  public var delimiter: CSVDelimiter?
  /// The encoding of a file that is not UTF-8 and whose encoding was not given.
  public var fallback: CSVEncoding
  /// The longest cell, in bytes of UTF-8; a longer one is reported as a refused row.
  public var maximumCellBytes: Int
  /// The longest row, in bytes of UTF-8: what keeps memory flat when a quote is never closed.
  public var maximumRowBytes: Int
  /// The most cells a row may have, for the same reason.
  public var maximumCells: Int

  /// A format of which anything may be left to find out.
  public init(
    encoding: CSVEncoding? = nil, delimiter: CSVDelimiter? = nil,
    fallback: CSVEncoding = .windows1252
  ) {
    self.encoding = encoding
    self.delimiter = delimiter
    self.fallback = fallback
    self.maximumCellBytes = 4_000_000
    self.maximumRowBytes = 16_000_000
    self.maximumCells = 4_096
  }
}

/// One row: its cells as text, and the physical line of the file on which it starts (from 1).
public struct CSVRow: Sendable, Equatable {
  /// The line of the file, counting every line end, also those inside quotes.
  public let line: Int
  /// The cells, unquoted, otherwise untouched (no trimming).
  public let cells: [String]

  /// A row that starts on that line.
  public init(line: Int, cells: [String]) {
    self.line = line
    self.cells = cells
  }
}

/// Why a row could not be read. The rows around it are not concerned.
public enum CSVRowProblem: Sendable, Equatable {
  /// The row has another number of cells than the header.
  case cellCount(expected: Int, found: Int)
  /// A cell is longer than the format allows.
  case cellTooLong(column: Int, limit: Int)
  /// The row is longer, or has more cells, than the format allows.
  case rowTooLong(limit: Int)
  /// Bytes that are not text in the encoding declared.
  case invalidEncoding(column: Int, encoding: CSVEncoding)
  /// A control character other than tab and line ends; NUL is 0.
  case controlCharacter(column: Int, code: Int)
  /// Characters between the closing quote of a cell and the next delimiter.
  case textAfterQuote(column: Int)
  /// The file ended inside quotes.
  case unterminatedQuote(column: Int)
}

/// A row that could not be read, with the line on which it starts. Columns count from 0.
public struct CSVRowError: Error, Sendable, Equatable {
  /// The physical line on which the row starts, from 1.
  public let line: Int
  /// What is wrong.
  public let problem: CSVRowProblem

  /// A refusal of the row that starts on that line.
  public init(line: Int, problem: CSVRowProblem) {
    self.line = line
    self.problem = problem
  }
}

/// What the reader yields: a row, or the refusal of one.
public enum CSVRecord: Sendable, Equatable {
  case row(CSVRow)
  case refused(CSVRowError)
}

/// What makes a whole file unreadable.
public enum CSVError: Error, Sendable, Equatable {
  /// The system call failed with this `errno`.
  case unreadable(path: String, errno: Int32)
  /// The system call failed with this `errno`.
  case unwritable(path: String, errno: Int32)
  /// There is no row at all.
  case empty
  /// The first row, which names the columns, is itself refused.
  case header(CSVRowError)
  /// Two columns of this name.
  case duplicateColumn(String)
}
