"""The sector of an employer, so that a figure can be asked by it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("milepost", "0041_ways_to_put_right"),
    ]

    operations = [
        migrations.AddField(
            model_name="employerfile",
            name="sector",
            field=models.CharField(
                blank=True,
                choices=[
                    ("A", "Agriculture, forestry and fishing"),
                    ("B", "Mining and quarrying"),
                    ("C", "Manufacturing"),
                    ("D", "Electricity and gas"),
                    ("E", "Water and waste"),
                    ("F", "Construction"),
                    ("G", "Shops, wholesale and motor repair"),
                    ("H", "Transport and storage"),
                    ("I", "Accommodation and food"),
                    ("J", "Information and communication"),
                    ("K", "Finance and insurance"),
                    ("L", "Property"),
                    ("M", "Professional and technical work"),
                    ("N", "Business support, contact centres among it"),
                    ("O", "Public administration and defence"),
                    ("P", "Education"),
                    ("Q", "Health and social work"),
                    ("R", "Arts and recreation"),
                    ("S", "Other services"),
                ],
                max_length=1,
            ),
        ),
    ]
