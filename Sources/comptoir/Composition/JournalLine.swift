import Values
import Workstation

/// A line of the file of the journal.
enum JournalLine {
  /// All rows of a draft.
  case whole(key: String, rows: [String])
  /// What changed of it.
  case patch(key: String, RowsPatch)
  /// It is in the store, or given up.
  case forget(key: String)

  /// The line for an entry, after what the file says already.
  init(_ entry: JournalEntry, after drafts: [KeptDraft], _ patches: [String: Int]) {
    switch entry {
    case .forget(let key): self = .forget(key: key)
    case .draft(let key, let rows):
      guard let known = drafts.last(where: { $0.key == key }), let number = patches[key] else {
        self = .whole(key: key, rows: rows)
        return
      }
      self = .patch(key: key, RowsPatch(from: known.rows, to: rows, number: number + 1))
    }
  }

  /// Reads a line; nil where it is damaged or of another kind.
  init?(_ bytes: some Collection<UInt8>) {
    let text = String(decoding: bytes, as: UTF8.self)
    let parts = text.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3 else { return nil }
    let sum = DraftJournal.checksum("\(parts[1]) \(parts[2])".utf8)
    guard DraftJournal.hexadecimal(sum) == parts[0] else { return nil }
    let fields = parts[2].split(separator: "\t", omittingEmptySubsequences: false)
      .map(Self.unescaped)
    switch parts[1] {
    case "d": self = .whole(key: fields[0], rows: Array(fields.dropFirst()))
    case "f" where fields.count == 1: self = .forget(key: fields[0])
    case "p":
      guard fields.count >= 4, let number = Int(fields[1]), let first = Int(fields[2]),
        let removed = Int(fields[3])
      else { return nil }
      let rows = Array(fields.dropFirst(4))
      self = .patch(
        key: fields[0], RowsPatch(number: number, first: first, removed: removed, rows: rows))
    default: return nil
    }
  }

  /// The line as it stands in the file, with its checksum and its end.
  var bytes: [UInt8] {
    let (kind, fields) =
      switch self {
      case .whole(let key, let rows): ("d", [key] + rows)
      case .patch(let key, let patch):
        (
          "p",
          [key, String(patch.number), String(patch.first), String(patch.removed)] + patch.rows
        )
      case .forget(let key): ("f", [key])
      }
    let text = kind + " " + fields.map(Self.escaped).joined(separator: "\t")
    let sum = DraftJournal.hexadecimal(DraftJournal.checksum(text.utf8))
    return Array((sum + " " + text + "\n").utf8)
  }

  private static func escaped(_ text: String) -> String {
    // Nearly every row is free of them.
    guard text.utf8.contains(where: { $0 == 0x5C || $0 == 0x0A || $0 == 0x09 }) else { return text }
    var out = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\t": out += "\\t"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }

  private static func unescaped(_ text: Substring) -> String {
    guard text.utf8.contains(0x5C) else { return String(text) }
    var out = ""
    var isEscape = false
    for scalar in text.unicodeScalars {
      if isEscape {
        out += scalar == "n" ? "\n" : scalar == "t" ? "\t" : String(scalar)
        isEscape = false
      } else if scalar == "\\" {
        isEscape = true
      } else {
        out.unicodeScalars.append(scalar)
      }
    }
    return out
  }
}

/// What changed between two states of a draft: the rows from `first` on, `removed` of them, became `rows`.
struct RowsPatch: Equatable {
  /// Its place after the whole state: 1, 2 …
  let number: Int
  let first: Int
  let removed: Int
  let rows: [String]

  init(number: Int, first: Int, removed: Int, rows: [String]) {
    self.number = number
    self.first = first
    self.removed = removed
    self.rows = rows
  }

  /// The smallest run of rows that tells the two apart.
  init(from old: [String], to new: [String], number: Int) {
    let run = ChangedRun(from: old, to: new)
    self.init(
      number: number, first: run.first, removed: run.removed, rows: Array(new[run.later]))
  }

  /// The rows after it; nil where it is not of these.
  func applied(to old: [String]) -> [String]? {
    guard first >= 0, removed >= 0, first + removed <= old.count else { return nil }
    var rows = old
    rows.replaceSubrange(first..<(first + removed), with: self.rows)
    return rows
  }
}
