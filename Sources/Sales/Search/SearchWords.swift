/// Words as search sees them: lower case, without accents, ligatures opened, cut at everything that
/// is neither letter nor digit. An x between digits cuts too, so that `5x40`, `5×40` and `5*40` are
/// the same search. What is stored and what is typed are folded by the same function.
public enum SearchWords {
  /// The folded words of a text, in order: `Œillet à visser 5×40` gives `oeillet a visser 5 40`.
  public static func fold(_ text: String) -> [String] {
    var words: [String] = []
    var word: [UInt8] = []
    func close() {
      guard !word.isEmpty else { return }
      words += dimensions(word).map { String(decoding: $0, as: UTF8.self) }
      word.removeAll(keepingCapacity: true)
    }
    for scalar in text.unicodeScalars {
      if scalar.value < 0x80 {
        if let folded = foldASCII(UInt8(scalar.value)) { word.append(folded) } else { close() }
      } else if (0x300...0x36F).contains(scalar.value) {
        continue  // a combining accent: the letter before it stands
      } else if let letters = folds[scalar.value] {
        word.append(contentsOf: letters)
      } else if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
        word.append(contentsOf: String(scalar).lowercased().utf8)
      } else {
        close()
      }
    }
    close()
    return words
  }

  /// The words of several texts as one line of the index.
  public static func text(_ texts: [String]) -> String {
    texts.flatMap(fold).joined(separator: " ")
  }

  private static func foldASCII(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): byte
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
    default: nil
    }
  }

  /// The word cut at each x between two digits.
  private static func dimensions(_ word: [UInt8]) -> [ArraySlice<UInt8>] {
    func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
    var parts: [ArraySlice<UInt8>] = []
    var start = 0
    for place in word.indices.dropFirst().dropLast()
    where word[place] == UInt8(ascii: "x") && isDigit(word[place - 1]) && isDigit(word[place + 1]) {
      parts.append(word[start..<place])
      start = place + 1
    }
    parts.append(word[start...])
    return parts
  }

  /// Letters of Latin-1 and Latin Extended-A by what they fold to.
  private static let folds: [UInt32: [UInt8]] = {
    let groups: [(String, String)] = [
      ("a", "àáâãäåāăą"), ("c", "çćĉċč"), ("d", "ďđð"), ("e", "èéêëēĕėęě"), ("g", "ĝğġģ"),
      ("h", "ĥħ"), ("i", "ìíîïĩīĭįı"), ("j", "ĵ"), ("k", "ķ"), ("l", "ĺļľŀł"), ("n", "ñńņňŉŋ"),
      ("o", "òóôõöøōŏő"), ("r", "ŕŗř"), ("s", "śŝşšſ"), ("t", "ţťŧ"), ("u", "ùúûüũūŭůűų"),
      ("w", "ŵ"), ("y", "ýÿŷ"), ("z", "źżž"), ("ae", "æ"), ("oe", "œ"), ("ss", "ß"), ("th", "þ"),
      ("2", "²"), ("3", "³"), ("1", "¹"), ("o", "º"), ("a", "ª"), ("x", "×"),
    ]
    var table: [UInt32: [UInt8]] = [:]
    for (folded, letters) in groups {
      for letter in letters.unicodeScalars {
        table[letter.value] = Array(folded.utf8)
        for upper in String(letter).uppercased().unicodeScalars where upper.value >= 0x80 {
          table[upper.value] = Array(folded.utf8)
        }
      }
    }
    return table
  }()
}
