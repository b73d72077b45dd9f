/// Text as paper takes it.
public enum PaperText {
  /// Drops what a paper cannot show and what would turn the words after it around: control and format
  /// characters, bidirectional marks among them. Tabs become spaces; line ends stay.
  public static func clean(_ text: String) -> String {
    var out = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n": out.append("\n")
      case "\u{85}", "\u{2028}", "\u{2029}": out.append("\n")
      case "\t": out.append(" ")
      // The narrow space of numbers: few fonts have it, and what stands for it can hardly be seen.
      case "\u{202F}": out.append("\u{A0}")
      case " "..."~": out.append(scalar)
      default:
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .unassigned: break
        default: out.append(scalar)
        }
      }
    }
    return String(out)
  }

  /// The lines of a text, cleaned.
  public static func lines(_ text: String) -> [String] {
    clean(text.replacing("\r\n", with: "\n"))
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }
}
