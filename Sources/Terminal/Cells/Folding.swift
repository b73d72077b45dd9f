/// Letters without their accents, so that `aeth` finds Æther and `oeuv` finds Œuvrard. Covers Latin-1 and
/// Latin Extended-A: the names of Europe.
public enum Folding {
  /// Lower case, no accents, ligatures in two letters; other scripts unchanged.
  public static func fold(_ text: String) -> String {
    var folded = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar.isASCII {
        let value = scalar.value
        let isUpper = value >= 0x41 && value <= 0x5A
        folded.append(isUpper ? Unicode.Scalar(UInt8(value + 32)) : scalar)
      } else if let letters = table[scalar.value] {
        folded.append(contentsOf: letters.lowercased().unicodeScalars)
      } else if scalar.properties.generalCategory != .nonspacingMark {
        folded.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
      }
    }
    return String(folded)
  }

  /// The one ASCII letter that stands best for `scalar`.
  static func asciiLetter(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    table[scalar.value]?.unicodeScalars.first
  }

  private static let table: [UInt32: String] = {
    let rows: [(String, String)] = [
      ("A", "ÀÁÂÃÄÅĀĂĄ"), ("a", "àáâãäåāăąª"), ("AE", "Æ"), ("ae", "æ"), ("C", "ÇĆĈĊČ"),
      ("c", "çćĉċč"), ("D", "ÐĎĐ"), ("d", "ðďđ"), ("E", "ÈÉÊËĒĔĖĘĚ"), ("e", "èéêëēĕėęě"),
      ("G", "ĜĞĠĢ"), ("g", "ĝğġģ"), ("H", "ĤĦ"), ("h", "ĥħ"), ("I", "ÌÍÎÏĨĪĬĮİ"),
      ("i", "ìíîïĩīĭįı"), ("IJ", "Ĳ"), ("ij", "ĳ"), ("J", "Ĵ"), ("j", "ĵ"), ("K", "Ķ"),
      ("k", "ķĸ"), ("L", "ĹĻĽĿŁ"), ("l", "ĺļľŀł"), ("N", "ÑŃŅŇŊ"), ("n", "ñńņňŉŋ"),
      ("O", "ÒÓÔÕÖØŌŎŐ"), ("o", "òóôõöøōŏőº"), ("OE", "Œ"), ("oe", "œ"), ("R", "ŔŖŘ"),
      ("r", "ŕŗř"), ("S", "ŚŜŞŠȘ"), ("s", "śŝşšșſ"), ("ss", "ßẞ"), ("T", "ŢŤŦȚ"),
      ("t", "ţťŧț"), ("Th", "Þ"), ("th", "þ"), ("U", "ÙÚÛÜŨŪŬŮŰŲ"), ("u", "ùúûüũūŭůűų"),
      ("W", "Ŵ"), ("w", "ŵ"), ("Y", "ÝŶŸ"), ("y", "ýÿŷ"), ("Z", "ŹŻŽ"), ("z", "źżž"),
    ]
    var table: [UInt32: String] = [:]
    for (letters, accented) in rows {
      for scalar in accented.unicodeScalars { table[scalar.value] = letters }
    }
    return table
  }()
}
