import ArgumentParser
import Resources
import SalesDesk
import Workstation

/// What is wrong with the arguments of a command, in the words of this run: the parser knows only its own
/// English. A sentence that is not known here stays as it is.
struct UsageWords {
  let format: Format

  /// Sentences of the parser, holes as `{a}`, longer ones before those they begin with; the text with the
  /// same name says it in other words.
  private static let sentences: [(key: String, english: String)] = [
    ("missing", "Missing expected argument '{a}'"),
    ("missingOne", "Missing one of: '{a}'"),
    ("missingValue", "Missing value for '{a}'"),
    ("unknownMeant", "Unknown option '{a}'. Did you mean '{b}'?"),
    ("unknown", "Unknown option '{a}'"),
    ("noValue", "The option '{a}' does not take any value, but '{b}' was specified."),
    ("unexpected", "Unexpected argument '{a}'"),
    ("unexpectedMany", "{n} unexpected arguments: '{a}'"),
    ("invalidOneOf", "The value '{a}' is invalid for '{b}'. Please provide one of {c}."),
    (
      "invalidList",
      "The value '{a}' is invalid for '{b}'. Please provide one of the following:\n{c}"
    ),
    ("invalidWhy", "The value '{a}' is invalid for '{b}': {c}"),
    ("invalid", "The value '{a}' is invalid for '{b}'"),
    ("twice", "Value to be set with flag '{a}' had already been set with flag '{b}'"),
    ("subcommand", "Missing required subcommand."),
  ]

  /// The whole message: what is wrong, the help of the argument, how the command is written.
  ///
  /// - Parameters:
  ///   - message: what is wrong alone.
  ///   - full: the same with everything around it.
  func text(_ message: String, in full: String) -> String {
    var rest = full
    var lines: [String] = []
    if let place = full.range(of: message), !message.isEmpty {
      rest = String(full[place.upperBound...])
      lines = [format.text("cli.usage.error", [Fact("message", .text(sentence(message)))])]
    }
    lines += rest.split(separator: "\n").map { line(String($0)) }
    return lines.joined(separator: "\n")
  }

  private func sentence(_ message: String) -> String {
    for (key, english) in Self.sentences {
      if let values = Self.values(of: english, in: message) {
        let isMany = key == "unexpectedMany"
        let facts = values.map { name, value in
          Fact(name, .text(isMany ? parted(value) : joined(value)))
        }
        return format.text("cli.usage." + key, facts)
      }
    }
    return message
  }

  /// `a', 'b` as it stands between the quotation marks of the language.
  private func parted(_ list: String) -> String {
    list.split(separator: "', '").joined(separator: format.texts["cli.usage.between"])
  }

  /// `'a', 'b' or 'c'`, in the words of this run.
  private func joined(_ list: String) -> String {
    let or = format.texts["cli.usage.or"]
    var words = list
    for english in ["' or '", "' and '"] {
      while let place = words.range(of: english) {
        words.replaceSubrange(place, with: "' \(or) '")
      }
    }
    return words
  }

  private func line(_ line: String) -> String {
    if line.hasPrefix("Usage: ") { return format.texts["cli.usage.usage"] + line.dropFirst(7) }
    if line.hasPrefix("Help:  ") { return format.texts["cli.usage.help"] + line.dropFirst(7) }
    if let values = Self.values(of: "  See '{a}' for more information.", in: line) {
      return "  " + format.text("cli.usage.see", values.map { Fact($0.name, .text($0.value)) })
    }
    return line
  }

  /// What stands in the holes of a sentence; nil where the text is another one. Each hole ends where the
  /// words after it begin.
  static func values(of sentence: String, in text: String) -> [(name: String, value: String)]? {
    var rest = Substring(text)
    var values: [(name: String, value: String)] = []
    var pieces = sentence.split(separator: "{", omittingEmptySubsequences: false)[...]
    guard let start = pieces.popFirst(), rest.hasPrefix(start) else { return nil }
    rest = rest.dropFirst(start.count)
    while let piece = pieces.popFirst() {
      guard let close = piece.firstIndex(of: "}") else { return nil }
      let words = piece[piece.index(after: close)...]
      let end: Substring.Index
      if pieces.isEmpty {
        guard rest.hasSuffix(words) else { return nil }
        end = rest.index(rest.endIndex, offsetBy: -words.count)
      } else {
        guard let place = rest.range(of: words) else { return nil }
        end = place.lowerBound
      }
      values.append((String(piece[..<close]), String(rest[..<end])))
      rest = rest[end...].dropFirst(words.count)
    }
    return rest.isEmpty ? values : nil
  }
}

extension Substring {
  /// The first place of some words.
  fileprivate func range(of words: Substring) -> Range<Index>? {
    guard !words.isEmpty else { return startIndex..<startIndex }
    var place = startIndex
    while place < endIndex {
      if self[place...].hasPrefix(words) {
        return place..<index(place, offsetBy: words.count)
      }
      place = index(after: place)
    }
    return nil
  }
}

extension String {
  fileprivate func range(of words: String) -> Range<Index>? { self[...].range(of: words[...]) }
}
