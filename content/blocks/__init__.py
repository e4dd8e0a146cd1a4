"""The menu of blocks that a lesson is made of. Names are stored in the database: keep them."""

from content.blocks.activity import ExampleBlock, ExerciseBlock, SelfCheckBlock
from content.blocks.media import DownloadBlock, PictureBlock, ToolBlock, VideoBlock
from content.blocks.retention import RetentionBlock
from content.blocks.text import PLAIN, PROSE, FactBlock, ProseBlock, TipBlock, WarningBlock

LESSON_BLOCKS = [
    ("text", ProseBlock()),
    ("example", ExampleBlock()),
    ("exercise", ExerciseBlock()),
    ("fact", FactBlock()),
    ("tip", TipBlock()),
    ("warning", WarningBlock()),
    ("self_check", SelfCheckBlock()),
    ("picture", PictureBlock()),
    ("video", VideoBlock()),
    ("tool", ToolBlock()),
    ("download", DownloadBlock()),
]

PAGE_BLOCKS = [*LESSON_BLOCKS, ("retention", RetentionBlock())]

__all__ = ["LESSON_BLOCKS", "PAGE_BLOCKS", "PLAIN", "PROSE"]
