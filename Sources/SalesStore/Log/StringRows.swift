import FoundationEssentials

/// Rows of texts as JSON, for summaries of acts.
public enum StringRows {
  /// `[["a","b"],["c"]]`.
  public static func encode(_ rows: [[String]]) -> String {
    var out = "["
    for (index, row) in rows.enumerated() {
      if index > 0 { out += "," }
      append(row, to: &out)
    }
    return out + "]"
  }

  /// One row: `["a","b"]`.
  public static func encode(_ row: [String]) -> String {
    var out = ""
    append(row, to: &out)
    return out
  }

  private static func append(_ row: [String], to out: inout String) {
    out += "["
    for (place, text) in row.enumerated() {
      if place > 0 { out += "," }
      JSONText.append(text, to: &out)
    }
    out += "]"
  }

  /// The rows; none where the text is not such JSON.
  public static func decode(_ json: String) -> [[String]] {
    (try? JSONDecoder().decode([[String]].self, from: Data(json.utf8))) ?? []
  }
}
